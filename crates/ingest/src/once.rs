//! Labels that stand once: which of them are labels after all.

use std::collections::BTreeSet;

use crate::evidence::{Candidate, Evidence};
use crate::head::{Head, Shape};
use crate::header;
use crate::labels::{Labels, is_in_capitals, is_lone, is_lone_name, is_who, surname};
use crate::role::fold;
use crate::turns::{end_mark, is_sentence};

/// The most paragraphs of a text in which every name may stand once.
const FEW: usize = 8;

impl<'e> Evidence<'e> {
    /// Labels that stand once and yet are labels: numbered like others, among nothing but labels, or
    /// in capitals where no label returns.
    pub(crate) fn once(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let numbered = |label: &str| label.chars().any(|c| c.is_ascii_digit());
        let stem = |label: &str| label.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        // Beside V a V1 is one of them, too.
        let stems: BTreeSet<String> = found.iter().map(|label| stem(label)).collect();
        let (dense, timed) = (self.is_dense(found), self.is_labelled_at_times());
        let formed = self.tallies.iter().filter(|(_, tally)| tally.heads() > 0 && tally.is_formed());
        let (mut once, mut capitals) = (Vec::new(), Vec::new());
        for (label, tally) in formed {
            if is_in_capitals(tally.spelling()) {
                capitals.push(label.as_str());
            }
            let like_others = numbered(label) && stems.contains(&stem(label));
            let small = self.known.captions && tally.first.1 && is_lone(tally.spelling());
            let named = tally.is_name_like() || small;
            if like_others || dense && tally.firm && named || timed && tally.firm && is_who(tally.spelling()) {
                once.push(label.as_str());
            }
        }
        let returns = found.iter().any(|label| self.tallies[*label].heads() >= 2);
        let mut all = if !returns && capitals.len() >= 2 { capitals } else { once };
        all.extend(self.few(found));
        all.sort_unstable();
        all.dedup();
        all.retain(|label| !found.contains(label));
        all
    }

    /// Whether nearly every line where a label would stand shows a name, and half of them a known one.
    fn is_dense(&self, found: &BTreeSet<&str>) -> bool {
        let (mut named, mut known) = (0, 0);
        for (alike, form) in self.labelled() {
            named += if form.named { alike.firm } else { 0 };
            known += if found.contains(form.folded.as_str()) { alike.firm } else { 0 };
        }
        let all = self.firm;
        all >= 3 && named * 10 >= all * 9 && known * 2 >= all
    }

    /// Whether four of five times have a label beside them, so that what stands there is one even if it stands once.
    fn is_labelled_at_times(&self) -> bool {
        let labelled: usize = self.labelled().filter(|(_, form)| form.who).map(|(alike, _)| alike.timed).sum();
        let all = self.timed;
        !self.known.captions && all >= 3 && labelled * 5 >= all * 4
    }

    /// The labels of a text of few turns, in which hardly any returns: every paragraph from the first that begins with
    /// a name begins with one, and what follows is said, not listed.
    fn few(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let label = |line: &Candidate<'e>| {
            let head = line.head.filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled))?;
            let (label, _) = self.tallies.get_key_value(self.folded(head)?)?;
            let small = || self.known.captions && is_lone(head.label);
            let known = found.contains(label.as_str()) || self.form(head).is_some_and(|form| form.lone) || small();
            known.then_some((label.as_str(), head))
        };
        let opening = self.lines.iter().filter(|line| line.opens).map(label);
        let opening: Vec<_> = opening.skip_while(Option::is_none).take(FEW + 1).collect();
        let heads: Vec<_> = opening.iter().flatten().collect();
        // A caption may go on with the one before.
        let enough =
            if self.known.captions { heads.len() * 3 >= opening.len() * 2 } else { heads.len() == opening.len() };
        if !enough || opening.len() > FEW {
            return Vec::new();
        }
        let labels: BTreeSet<&str> = heads.iter().map(|(label, _)| *label).collect();
        let said =
            |head: &Head<'_>| self.known.captions || head.words.is_empty() || is_sentence(end_mark(head.words).0);
        let said = heads.iter().filter(|(_, head)| said(head)).count();
        let timed = heads.iter().filter(|(_, head)| head.times.is_some()).count();
        let alike = timed == 0 || timed == heads.len();
        if labels.len() < 2 || said * 2 < heads.len() || !alike {
            return Vec::new();
        }
        // `Participants: Ann, Cy` belongs to the title.
        let entry = |label: &str| {
            (self.is_told(label) || header::lists_people(label)) && self.is_entry(label, &self.tallies[label])
        };
        labels.into_iter().filter(|label| found.contains(label) || !entry(label)).collect()
    }

    /// Names before a time with a blank alone between them, on lines above what is said, where four of five times have
    /// a name and open a paragraph: `Ann Lee 0:15`.
    pub(crate) fn timed_once(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        if self.known.captions || self.total(Shape::Loose) == 0 {
            return Vec::new();
        }
        let timed = self.lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.head?)));
        let timed: Vec<_> = timed.filter(|(_, head)| head.times.is_some()).collect();
        // In a list of names and times nothing is said below them.
        let said =
            |at: usize| self.lines.get(at + 1).is_some_and(|below| below.head.is_none_or(|head| head.times.is_none()));
        let title = |(at, head): &&(usize, &'e Head<'e>)| {
            let shape = matches!(head.shape, Shape::Titled | Shape::Loose);
            self.lines[*at].opens && shape && is_lone_name(head.label) && said(*at)
        };
        let titles: Vec<&Head<'_>> = timed.iter().filter(title).map(|(_, head)| *head).collect();
        if timed.len() < 3 || titles.len() * 5 < timed.len() * 4 {
            return Vec::new();
        }
        // A time of day runs against those of the recording: `Monday 10:30`.
        let begins: Vec<_> = titles.iter().map(|head| (*head, head.times.map(|times| times.begins))).collect();
        let in_order = |at: usize| {
            let fits = |other: Option<&(&Head<'_>, _)>, later: bool| {
                other.is_none_or(|(_, other)| if later { *other >= begins[at].1 } else { *other <= begins[at].1 })
            };
            fits(at.checked_sub(1).and_then(|before| begins.get(before)), false) && fits(begins.get(at + 1), true)
        };
        let once = (0..begins.len()).filter(|&at| in_order(at) && begins[at].0.shape == Shape::Loose);
        let once = once.filter_map(|at| self.tallies.get_key_value(&fold(begins[at].0.label)));
        let once = once.filter(|(label, tally)| {
            let loose = tally.count(Shape::Loose) == 1 && tally.heads() == 0 && tally.first.1;
            loose && is_lone_name(tally.spelling()) && !found.contains(label.as_str())
        });
        once.map(|(label, _)| label.as_str()).collect()
    }

    /// Names that stand once and open a paragraph of their own, where four of five paragraphs begin with
    /// a label. Lines before the first label count for nothing: a title is no sign against it.
    pub(crate) fn lone(&self, labels: &Labels) -> Vec<&str> {
        let labelled = |line: &Candidate<'e>| {
            let head = line.head.filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled));
            head.filter(|head| labels.of(head).is_some())
        };
        let bare = |line: &Candidate<'e>| labelled(line).is_some_and(|head| head.words.is_empty());
        let first = self.lines.iter().position(|line| line.opens && labelled(line).is_some());
        let first = first.unwrap_or(self.lines.len());
        // What stands below a label of its own line belongs to it.
        let alone = |line: &Candidate<'e>| {
            let head = line.head.filter(|head| head.shape == Shape::Colon && head.words.is_empty());
            head.is_some_and(|head| self.form(head).is_some_and(|form| form.lone))
        };
        let below = |at: usize| at > 0 && (bare(&self.lines[at - 1]) || alone(&self.lines[at - 1]));
        let opening = |&at: &usize| self.lines[at].opens && !below(at);
        let opening: Vec<usize> = (first..self.lines.len()).filter(opening).collect();
        let all = opening.len();
        let heads: Vec<&Head<'_>> = opening.into_iter().filter_map(|at| labelled(&self.lines[at])).collect();
        if heads.is_empty() || heads.len() * 5 < all * 4 {
            return Vec::new();
        }
        let timed = heads.iter().filter(|head| head.times.is_some()).count() * 2 >= heads.len();
        let above = heads.iter().filter(|head| head.words.is_empty()).count() * 2 >= heads.len();
        let name = |at: usize| {
            let head = self.lines[at]
                .head
                .filter(|head| head.shape == Shape::Colon && self.form(head).is_some_and(|form| form.lone))?;
            let (label, tally) = self.tallies.get_key_value(self.folded(head)?)?;
            if tally.heads() != 1 {
                return None;
            }
            let said_by_another = at > 0 && bare(&self.lines[at - 1]);
            // A line too long to be an entry of a list is said.
            let long_below = || above && self.lines.get(at + 1).is_some_and(|below| below.head.is_none());
            // Above labels on lines of their own the full name of one of them is a title.
            let full_name = || {
                let surname = surname(head.label).map(fold);
                surname.is_some_and(|surname| labels.spelled.contains_key(&surname))
            };
            let said = match head.words {
                "" if at < first => long_below(),
                words if at < first => is_sentence(words) && !(above && full_name()),
                words => !words.is_empty() || above,
            };
            let alone = labels.of(head).is_none() && (!timed || head.times.is_some());
            (alone && said && !said_by_another).then_some(label.as_str())
        };
        (0..self.lines.len()).filter(|&at| self.lines[at].opens).filter_map(name).collect()
    }

    /// Names before a colon that open a paragraph, or that are in capitals at the head of any line, and whatever stands
    /// there beside a time: words, but perhaps a speaker's.
    pub(crate) fn doubtful(&self, found: &BTreeSet<&str>) -> Vec<(usize, String)> {
        let open = self.tallies.iter().filter(|(label, tally)| {
            let capitals = || {
                let spelling = tally.spelling();
                is_in_capitals(spelling) && spelling.chars().any(char::is_uppercase)
            };
            let open = tally.first.1 || capitals();
            let named = tally.is_formed() && (tally.is_name_like() && open || tally.firm);
            named && tally.count(Shape::Colon) == 1 && !found.contains(label.as_str())
        });
        self.placed(&open.map(|(label, _)| label.as_str()).collect::<Vec<_>>())
    }

    /// Labels with the places where they stand first, in order.
    pub(crate) fn placed(&self, labels: &[&str]) -> Vec<(usize, String)> {
        let tallies = labels.iter().map(|label| &self.tallies[*label]);
        let mut places: Vec<(usize, String)> =
            tallies.map(|tally| (tally.first.0, tally.spelling().to_owned())).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}
