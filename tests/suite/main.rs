//! The one integration binary: each binary of tests links typst again.

#![allow(clippy::disallowed_methods)] // Tests prepare real folders.

mod accueil;
mod acquittements;
mod adhesion;
mod architecture;
mod attester;
mod cahier_de_papier;
mod chaine;
mod chiffres_imprimes;
mod classes;
mod cli;
mod cloture;
mod commun;
mod consultation;
mod departement;
mod depots;
mod depuis;
mod documents;
mod envoi;
mod erreurs;
mod exemples;
mod explications;
mod fichier_atteste;
mod fin_d_annee;
mod format;
mod formes;
mod hostile;
mod images;
mod inventaire;
mod modifications;
mod mots_des_papiers;
mod papier_atteste;
mod papiers;
mod pdf;
mod porte;
mod pourquoi;
mod precedent;
mod preuve;
mod proprietes;
mod regles;
mod rencontres;
mod reouverture;
mod sceau;
mod schemas;
mod tous_les_papiers;
