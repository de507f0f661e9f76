//! An order of functions in which like ones stand side by side, so that they are packed well.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of functions and rows, made here from the lists that they count"
)]

use std::collections::HashMap;

/// Bytes in a row by which functions are compared.
const ROW: usize = 6;
/// A row in more functions than this tells little, and costs much.
const MOST: usize = 200;
/// Bytes of functions that a next one is compared with. Packing sees further; what is near costs fewer bits.
const NEAR: usize = 4_500;
/// Added to the size of a function, so that tiny ones are not like everything.
const SMALL: usize = 30;

/// The numbers of these bodies in such an order: after each the one that has most of what the last ones have.
pub(super) fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let (rows, having) = rows(bodies);
    let mut left: Vec<bool> = vec![true; bodies.len()];
    // How often each row is near, and how many of those that are near each function has.
    let mut near: Vec<u32> = vec![0; having.len()];
    let mut shared: Vec<usize> = vec![0; bodies.len()];
    let mut order: Vec<usize> = Vec::new();
    let mut size = 0;
    let mut behind = 0;
    let largest = (0..bodies.len()).rev();
    let mut next = largest.max_by_key(|at| bodies[*at].len());
    while let Some(present) = next {
        order.push(present);
        left[present] = false;
        size += bodies[present].len();
        for row in &rows[present] {
            near[*row] += 1;
            if near[*row] == 1 {
                having[*row].iter().for_each(|at| shared[*at] += 1);
            }
        }
        // The one that takes it over the limit stays near.
        while size - bodies[order[behind]].len() > NEAR {
            let gone = order[behind];
            behind += 1;
            size -= bodies[gone].len();
            for row in &rows[gone] {
                near[*row] -= 1;
                if near[*row] == 0 {
                    having[*row].iter().for_each(|at| shared[*at] -= 1);
                }
            }
        }
        // By fractions, without rounding; the first of equal ones, and the largest where nothing is shared.
        let better = |best: usize, at: usize| {
            let by = |at: usize, other: usize| shared[at] * (rows[other].len() + SMALL);
            let (one, other) = (by(at, best), by(best, at));
            let is_larger = bodies[at].len() > bodies[best].len();
            if one > other || (one == 0 && other == 0 && is_larger) {
                at
            } else {
                best
            }
        };
        next = (0..bodies.len()).filter(|at| left[*at]).reduce(better);
    }
    order
}

/// The rows of each function that others have too, by number, and the functions that have each.
fn rows(bodies: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut functions: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (at, body) in bodies.iter().enumerate() {
        for row in body.windows(ROW) {
            let all = functions.entry(row).or_default();
            if all.last() != Some(&at) {
                all.push(at);
            }
        }
    }
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
    let mut having = Vec::new();
    for (_, all) in functions {
        if (2..=MOST).contains(&all.len()) {
            all.iter().for_each(|at| rows[*at].push(having.len()));
            having.push(all);
        }
    }
    (rows, having)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_stand_side_by_side() {
        let (a, b) = (
            b"the first of these words".as_slice(),
            b"0123456789 0123456789 01".as_slice(),
        );
        let (like_a, like_b) = (
            b"the first of those words".as_slice(),
            b"9876 0123456789 01".as_slice(),
        );
        assert_eq!(order(&[a, b, like_a, like_b]), [0, 2, 1, 3]);
        assert_eq!(order(&[a, like_b, b, like_a]), [0, 3, 2, 1]);
    }

    #[test]
    fn each_is_there_once() {
        let bodies: Vec<Vec<u8>> = (0..40_u8).map(|it| vec![it / 7; usize::from(it)]).collect();
        let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
        let mut all = order(&bodies);
        assert_eq!(all, order(&bodies));
        all.sort_unstable();
        assert_eq!(all, (0..40).collect::<Vec<_>>());
        assert_eq!(order(&[]), [0; 0]);
    }
}
