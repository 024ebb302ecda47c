//! A generator of numbers that gives the same ones for ever: schools that never were, faults that nobody made.

/// Steele and Vigna's SplitMix64: six lines, and the same everywhere.
#[derive(Debug, Clone)]
pub struct Hasard(pub u64);

impl Hasard {
    pub fn suivant(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `borne`, left out.
    pub fn sous(&mut self, borne: i64) -> i64 {
        (self.suivant() % borne as u64) as i64
    }

    pub fn choisir<T: Copy>(&mut self, parmi: &[T]) -> T {
        parmi[self.sous(parmi.len() as i64) as usize]
    }
}
