//! Whether a rule's word stops everything: only then may its finding stand for those that its cause would bring besides.

use crate::bareme::Departement;
use crate::coop::Cooperative;
use crate::diagnostic::Niveau;

/// `noms`: code and name of a rule at error level. Once the department lowers its level, or the cooperative answers it, accounts
/// may be printed in spite of what it finds: nothing may then be silenced for its sake.
pub fn est_ferme(noms: [&str; 2], departement: &Departement, cooperative: &Cooperative) -> bool {
    let reglee = noms.iter().any(|nom| departement.niveaux.get(*nom).is_some_and(|r| r.niveau != Some(Niveau::Erreur)));
    let acquittee = cooperative.acquittements.iter().any(|a| noms.contains(&a.regle.as_str()));
    !reglee && !acquittee
}
