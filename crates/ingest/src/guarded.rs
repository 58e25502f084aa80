//! Foreign readers that may panic on damaged files, run so that a panic becomes an error.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::IngestError;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs a reader of damaged bytes; a panic in it is an error, and prints nothing.
///
/// The panic hook is wrapped once, so that it stays silent for the thread that runs such a reader and is as before
/// for all others. Where panics abort, this cannot help.
pub(crate) fn run<T>(what: &'static str, read: impl FnOnce() -> T) -> Result<T, IngestError> {
    HOOK.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                told(info);
            }
        }));
    });
    QUIET.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    QUIET.set(false);
    read.map_err(|panic| {
        let reason =
            panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
        let reason =
            reason.unwrap_or_default().lines().next().unwrap_or_default().chars().take(120).collect::<String>();
        IngestError::Damaged { what, reason: format!("its reader gave up: {reason}") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let error = run("PDF", || -> () { panic!("no page {}", 3) }).unwrap_err();
        let expected = "this PDF cannot be read (its reader gave up: no page 3): open it in the program that wrote it and save it again";
        assert_eq!(error.to_string(), expected);
        assert_eq!(run("PDF", || 4).unwrap(), 4);
    }
}
