//! The schema and its versions. `PRAGMA user_version` in the file says which one it has.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, query_scalar, raw_sql};

use crate::StoreError;

/// What `PRAGMA application_id` says in a database of ours: "NAIS".
const APPLICATION_ID: i64 = 0x4E41_4953;

/// The step to version n is at index n - 1 and sets `user_version` itself. A step that has been
/// released never changes; the next version is a new step.
const STEPS: &[&str] = &[include_str!("schema/1.sql"), include_str!("schema/2.sql")];

/// The version this program writes and reads.
const CURRENT: i64 = STEPS.len() as i64;

/// Refuses a file that is damaged, foreign or newer. Only reads.
pub(crate) async fn examine(
    path: &Path,
    connection: &mut SqliteConnection,
) -> Result<(), StoreError> {
    version(path, connection).await?;
    let finding: String = query_scalar("PRAGMA quick_check(1)")
        .fetch_one(connection)
        .await
        .map_err(|error| StoreError::from_sql(path, &error))?;
    if finding != "ok" {
        return Err(StoreError::Damaged {
            path: path.to_path_buf(),
            finding: finding.replace('\n', " "),
        });
    }
    Ok(())
}

/// Takes the steps that are missing, each in a transaction of its own.
pub(crate) async fn bring_up_to_date(
    path: &Path,
    connection: &mut SqliteConnection,
) -> Result<(), StoreError> {
    let found = version(path, connection).await?;
    let taken = usize::try_from(found).unwrap_or(0);
    for step in STEPS.iter().skip(taken) {
        take(step, connection)
            .await
            .map_err(|error| StoreError::from_sql(path, &error))?;
    }
    Ok(())
}

/// Refuses every version but the current one.
pub(crate) async fn require_current(
    path: &Path,
    connection: &mut SqliteConnection,
) -> Result<(), StoreError> {
    let found = version(path, connection).await?;
    if found < CURRENT {
        return Err(StoreError::Older {
            path: path.to_path_buf(),
            found,
            known: CURRENT,
        });
    }
    Ok(())
}

/// The file's version: 0 for an empty one.
async fn version(path: &Path, connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let (application_id, found, tables) = facts(connection)
        .await
        .map_err(|error| StoreError::from_sql(path, &error))?;
    let empty = found == 0 && tables == 0;
    if application_id != APPLICATION_ID && !empty {
        return Err(StoreError::Foreign {
            path: path.to_path_buf(),
        });
    }
    if found > CURRENT {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found,
            known: CURRENT,
        });
    }
    Ok(found)
}

async fn facts(connection: &mut SqliteConnection) -> Result<(i64, i64, i64), sqlx::Error> {
    let application_id = query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await?;
    let found = query_scalar("PRAGMA user_version")
        .fetch_one(&mut *connection)
        .await?;
    let tables = query_scalar("SELECT count(*) FROM sqlite_schema")
        .fetch_one(connection)
        .await?;
    Ok((application_id, found, tables))
}

async fn take(step: &'static str, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    raw_sql(step).execute(&mut *transaction).await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;

    #[test]
    fn records_of_version_1_say_what_can_still_be_known() {
        crate::database::runtime().unwrap().block_on(async {
            let options = SqliteConnectOptions::new().in_memory(true);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            take(STEPS[0], &mut connection).await.unwrap();
            for (id, answered, status) in [("a", "5", 200), ("b", "NULL", 487), ("c", "NULL", 486)]
            {
                let row = format!(
                    "INSERT INTO records VALUES ('{id}', '101', '102', NULL, 1, NULL, {answered}, 9,
                     {status}, 'caller', 'x', NULL, 0, 0)"
                );
                sqlx::query(sqlx::AssertSqlSafe(row))
                    .execute(&mut connection)
                    .await
                    .unwrap();
            }
            take(STEPS[1], &mut connection).await.unwrap();
            let records = crate::rows::records(&mut connection, 9).await.unwrap();
            let known: Vec<(&str, u8, &str)> = records
                .iter()
                .map(|it| (&*it.id, it.cause.value(), it.rule.id()))
                .collect();
            let expected = [
                ("c", 31, "refused"),
                ("b", 16, "caller-gave-up"),
                ("a", 16, "completed"),
            ];
            assert_eq!(known, expected);
            assert!(records.iter().all(|it| it.leg.is_none()));
        });
    }

    #[test]
    fn every_step_leads_to_the_version_that_it_is_listed_for() {
        crate::database::runtime().unwrap().block_on(async {
            let options = SqliteConnectOptions::new().in_memory(true);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            for (step, number) in STEPS.iter().zip(1..) {
                take(step, &mut connection).await.unwrap();
                let (application_id, found, tables) = facts(&mut connection).await.unwrap();
                assert_eq!((application_id, found), (APPLICATION_ID, number));
                assert!(tables > 0);
            }
        });
    }
}
