//! The standard as a whole, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::code::Code;
use crate::condition::{Condition, ConditionId, Conditions};
use crate::context::Context;
use crate::csv::DataError;
use crate::demand::{self, Demand};
use crate::erratum::{self, Erratum};
use crate::header_row::{self, HeaderRow, HeaderTable};
use crate::limit::{self, Limit};
use crate::message_kind::MessageKind;
use crate::request_row::{self, RequestRow};
use crate::requirement::{self, Requirement};
use crate::response_row::{self, ResponseRow, table_of};
use crate::role::{Direction, Role};
use crate::sdp_row::{self, SdpRow};

/// JJ-22.11: clauses, requirements, tables, limits and errata.
#[derive(Debug)]
pub struct Standard {
    clauses: Vec<&'static str>,
    tables: Vec<&'static str>,
    requirements: Vec<Requirement>,
    requirement_places: BTreeMap<&'static str, usize>,
    errata: Vec<Erratum>,
    limits: Vec<Limit>,
    conditions: Conditions,
    headers: Vec<HeaderRow>,
    requests: Vec<RequestRow>,
    responses: Vec<ResponseRow>,
    sdp: Vec<SdpRow>,
    demands: Vec<Demand>,
}

static STANDARD: LazyLock<Standard> =
    LazyLock::new(|| Standard::read().expect("the data files are part of the program and tested"));

impl Standard {
    /// The standard. The data is read at the first call.
    pub fn get() -> &'static Self {
        &STANDARD
    }

    /// Every clause that has a number, as `9.3.1.2` or `i.4`, in the order of the standard.
    pub fn clauses(&self) -> &[&'static str] {
        &self.clauses
    }

    /// Every table, as `T13-20`.
    pub fn tables(&self) -> &[&'static str] {
        &self.tables
    }

    /// Every requirement, in the order of the clauses.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// The requirement of an id, as `R-9.5.1-1`.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.get(*self.requirement_places.get(id)?)
    }

    /// The requirements of a clause, without those of the clauses below it.
    pub fn requirements_of(&self, clause: &str) -> impl Iterator<Item = &Requirement> {
        let of_clause = move |requirement: &&Requirement| requirement.clause == clause;
        self.requirements.iter().filter(of_clause)
    }

    /// Every erratum, in the order of the ids.
    pub fn errata(&self) -> &[Erratum] {
        &self.errata
    }

    /// The erratum of an id, as `E-17`.
    pub fn erratum(&self, id: &str) -> Option<&Erratum> {
        self.errata.iter().find(|erratum| erratum.id == id)
    }

    /// The limits of `JJ-22.11 T13-7` and T13-8.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The limit of a name, as `via-branch`.
    pub fn limit(&self, name: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.name == name)
    }

    /// Every row of the conditions, also those that do not count.
    pub fn conditions(&self) -> &[Condition] {
        self.conditions.all()
    }

    /// All rows of the header tables.
    pub fn header_rows(&self) -> &[HeaderRow] {
        &self.headers
    }

    /// The header table of a message.
    pub fn headers(&self, message: MessageKind) -> HeaderTable<'_> {
        let start = self.headers.partition_point(|row| row.message < message);
        let rows = self.headers.get(start..).unwrap_or_default();
        let length = rows.partition_point(|row| row.message == message);
        HeaderTable::new(message, rows.get(..length).unwrap_or_default())
    }

    /// All rows of `JJ-22.11 T13-1`.
    pub fn requests(&self) -> &[RequestRow] {
        &self.requests
    }

    /// The row of a request; for a response that of the request it answers.
    pub fn request(&self, message: MessageKind) -> Option<&RequestRow> {
        let name = RequestRow::name_of(message.request().unwrap_or(message));
        self.requests.iter().find(|row| row.name == name)
    }

    /// All rows of `JJ-22.11 T13-2` to T13-5.
    pub fn responses(&self) -> &[ResponseRow] {
        &self.responses
    }

    /// The row of a response code to a request. A code without a row of its own falls under the
    /// others of its class; ACK has no responses.
    pub fn response(&self, request: MessageKind, code: u16) -> Option<&ResponseRow> {
        let table = table_of(request.request().unwrap_or(request))?;
        let rows = self.responses.iter().filter(|row| row.table == table);
        rows.filter(|row| row.statuses.contains(code))
            .min_by_key(|row| row.is_other)
    }

    /// The rows of `JJ-22.11 T13-6`.
    pub fn sdp(&self) -> &[SdpRow] {
        &self.sdp
    }

    /// The mandatory rows whose absence is a fault.
    pub fn demands(&self) -> &[Demand] {
        &self.demands
    }

    /// What a header row comes to: its code, with the condition of a conditional one decided.
    /// `None` if that hangs on a fact that the context does not know.
    pub fn effective(
        &self,
        row: &HeaderRow,
        role: Role,
        direction: Direction,
        context: &Context,
    ) -> Option<Code> {
        let code = row.codes.of(role, direction);
        self.decided(code, row.condition(role, direction), context)
    }

    /// What a response row comes to.
    pub fn effective_response(
        &self,
        row: &ResponseRow,
        role: Role,
        direction: Direction,
        context: &Context,
    ) -> Option<Code> {
        let code = row.codes.of(role, direction);
        self.decided(code, row.condition(direction), context)
    }

    /// What a request row comes to.
    pub fn effective_request(
        &self,
        row: &RequestRow,
        role: Role,
        direction: Direction,
        context: &Context,
    ) -> Option<Code> {
        let code = row.codes.of(role, direction);
        self.decided(code, row.condition(role, direction), context)
    }

    /// The code of c1 under `JJ-22.11 T13-2`, which is printed for no row and meant for the 3xx
    /// (`E-12`).
    pub(crate) fn redirection(&self, context: &Context) -> Option<Code> {
        let id = self.conditions.labelled("13-2", 1)?;
        self.conditions.decide(id, context)
    }

    fn decided(&self, code: Code, id: Option<ConditionId>, context: &Context) -> Option<Code> {
        match id {
            Some(id) if code.is_conditional() => self.conditions.decide(id, context),
            _ => Some(code),
        }
    }

    fn read() -> Result<Self, DataError> {
        let conditions = Conditions::parse(include_str!("../data/tables/conditions.csv"))?;
        let requirements = requirement::parse(include_str!("../data/requirements.csv"))?;
        let places = requirements.iter().enumerate();
        Ok(Self {
            clauses: lines(include_str!("../data/clauses.txt")),
            tables: lines(include_str!("../data/tables.txt")),
            requirement_places: places.map(|(place, row)| (row.id, place)).collect(),
            requirements,
            errata: erratum::parse(include_str!("../data/errata.csv"))?,
            limits: limit::parse(include_str!("../data/limits.csv"))?,
            headers: header_row::parse(include_str!("../data/tables/headers.csv"), &conditions)?,
            requests: request_row::parse(include_str!("../data/tables/requests.csv"), &conditions)?,
            responses: response_row::parse(
                include_str!("../data/tables/responses.csv"),
                &conditions,
            )?,
            conditions,
            sdp: sdp_row::parse(include_str!("../data/tables/sdp.csv"))?,
            demands: demand::parse(include_str!("../data/tables/demands.csv"))?,
        })
    }
}

fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}
