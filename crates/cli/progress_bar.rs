use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shows on a terminal how far work has come that takes longer than a second.
pub struct Progress {
    begun: Instant,
    done: Mutex<u64>,
    all: u64,
    bar: ProgressBar,
}

impl Progress {
    pub fn of(all: usize) -> Progress {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        bar.set_style(
            ProgressStyle::with_template("{bar:30} {pos} of {len} files").expect("the template is well formed"),
        );
        Progress { begun: Instant::now(), done: Mutex::new(0), all: all as u64, bar }
    }

    /// One more is done.
    pub fn step(&self) {
        let Ok(mut done) = self.done.lock() else { return };
        *done += 1;
        if self.begun.elapsed() > Duration::from_secs(1) {
            self.bar.set_length(self.all);
            self.bar.set_position(*done);
        }
    }

    /// Takes the bar off the terminal.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
