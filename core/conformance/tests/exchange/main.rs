//! The exchange against JJ-22.11, clause by clause. A folder is a clause, a module a subclause; the ids above a
//! test are the requirements that it proves.

mod appendix_i;
mod clause_01;
mod clause_02;
mod clause_03;
mod clause_04;
mod clause_05;
mod clause_06;
mod clause_07;
mod clause_08;
mod clause_09;
mod clause_10;
mod clause_11;
mod clause_12;
mod clause_13;
