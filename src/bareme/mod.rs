//! Parameters of the law and of the departments, as data: chart of accounts, tariffs, thresholds.

mod departement;
mod plan;

pub use departement::{Abonnement, AuDelaDUneFranchise, Bareme, CommissionVoulue, Departement, Reglage, Seuils};
pub use plan::{CompteDuPlan, Plan};
