//! The table of sessions. A handle carries its place, so a session is found without a hash.

use slab::Slab;

use crate::session::{Session, SessionId};

/// The most sessions at once. A session costs a few kilobytes; beyond this an INVITE gets 503.
pub(crate) const MAX_SESSIONS: usize = 1 << 17;

/// All sessions of an agent.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    slots: Slab<Session>,
    serial: u32,
}

impl Sessions {
    /// The handle that the next session will have; `None` when the table is full.
    pub(crate) fn next_id(&mut self) -> Option<SessionId> {
        if self.slots.len() >= MAX_SESSIONS {
            return None;
        }
        self.serial = self.serial.wrapping_add(1);
        Some(SessionId {
            index: u32::try_from(self.slots.vacant_key()).expect("fewer than MAX_SESSIONS"),
            serial: self.serial,
        })
    }

    /// Adds a session with the handle that [`Sessions::next_id`] gave last.
    pub(crate) fn insert(&mut self, session: Session) {
        let id = session.id;
        let index = self.slots.insert(session);
        debug_assert_eq!(index, id.index());
    }

    /// The session, if it is there still.
    pub(crate) fn get(&self, id: SessionId) -> Option<&Session> {
        self.at(id.index()).filter(|session| session.id == id)
    }

    /// The session, if it is there still.
    pub(crate) fn get_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        self.slots
            .get_mut(id.index())
            .filter(|session| session.id == id)
    }

    /// Whoever has this place now.
    pub(crate) fn at(&self, index: usize) -> Option<&Session> {
        self.slots.get(index)
    }

    /// Takes a session out.
    pub(crate) fn remove(&mut self, id: SessionId) -> Option<Session> {
        self.get(id)?;
        Some(self.slots.remove(id.index()))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }
}
