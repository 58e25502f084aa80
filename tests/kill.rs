//! A process may be killed at any moment, and two may write at once: nothing is lost or left half done.

use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use qualkit_testkit::Sandbox;

use crate::garden::{P01, coded, empty, uncoded};

/// How many transcripts the killed processes write.
const MANY: usize = 12;

/// How often a process is killed.
const KILLS: u32 = 36;

fn start(sandbox: &Sandbox, words: &[&str]) -> Child {
    sandbox.command(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills a command again and again, each time a little later, up to twice the time that it takes; after
/// each kill the study must be sound, and `count` what it was before or what it is after the whole change.
fn killed_at_any_moment(sandbox: &Sandbox, words: &[&str], count: impl Fn(&Sandbox) -> usize) {
    let restore = || {
        fs::remove_dir_all(sandbox.path("garden")).unwrap();
        sandbox.copy(&sandbox.path("before"), "garden");
    };
    sandbox.copy(&sandbox.path("garden"), "before");
    let old = count(sandbox);
    sandbox.ok(words);
    let new = count(sandbox);
    assert!(old < new, "the command changes something");
    let mut longest = Duration::ZERO;
    for _ in 0..3 {
        restore();
        let begun = Instant::now();
        assert!(start(sandbox, words).wait().unwrap().success());
        longest = longest.max(begun.elapsed());
    }
    let (mut before, mut after, mut finished) = (0, 0, 0);
    for kill in 0..KILLS {
        restore();
        let mut child = start(sandbox, words);
        sleep(longest * 2 * kill / (KILLS - 1));
        child.kill().unwrap();
        child.wait().unwrap();
        finished += usize::from(sandbox.path("garden/.qualkit/journal.json").exists());
        let outcome = sandbox.run(&["check", "garden"]);
        assert_eq!(outcome.code, Some(0), "kill {kill} of {KILLS}: {}{}", outcome.stdout, outcome.stderr);
        match count(sandbox) {
            found if found == old => before += 1,
            found if found == new => after += 1,
            found => panic!("kill {kill} of {KILLS}: neither {old} nor {new}, but {found}"),
        }
    }
    sandbox.ok(words);
    assert_eq!(count(sandbox), new, "the same command again completes the work");
    eprintln!("{KILLS} kills: {before} left the old, {after} the new, of which {finished} were finished afterwards");
    assert!(before > 0 && after > 0, "the kills fell on both sides of the change: {before}, {after}");
}

fn codings(sandbox: &Sandbox) -> usize {
    sandbox.ok(&["codings", "garden", "--format", "csv"]).lines().count() - 1
}

/// Writes interviews and gives the names of their files.
fn interviews(sandbox: &Sandbox) -> Vec<String> {
    let names: Vec<String> = (0..MANY).map(|number| format!("T{number:02}.txt")).collect();
    names.iter().for_each(|name| sandbox.write(name, P01));
    names
}

#[test]
fn codings_in_many_transcripts_are_all_there_or_none() {
    let sandbox = coded();
    let names = interviews(&sandbox);
    let words: Vec<&str> = ["ingest", "garden"].into_iter().chain(names.iter().map(String::as_str)).collect();
    sandbox.ok(&words);
    let mut table = "transcript,quote,code\n".to_owned();
    for name in &names {
        let id = name.trim_end_matches(".txt");
        table.push_str(&format!("{id},I was lost,lost\n{id},by the fence,way-in\n"));
    }
    sandbox.write("many.csv", table);
    killed_at_any_moment(&sandbox, &["code", "garden", "--coder", "ana", "--from", "many.csv"], codings);
}

#[test]
fn interviews_are_all_there_or_none() {
    let sandbox = empty();
    let names = interviews(&sandbox);
    let words: Vec<&str> = ["ingest", "garden"].into_iter().chain(names.iter().map(String::as_str)).collect();
    killed_at_any_moment(&sandbox, &words, |sandbox| {
        sandbox.ok(&["progress", "garden", "--format", "csv"]).lines().count() - 1
    });
}

#[test]
fn those_who_code_into_one_file_at_once_lose_nothing() {
    let sandbox = coded();
    let before = codings(&sandbox);
    let places = ["12..16", "17..21", "22..26", "27..31", "40..42", "43..52"];
    for code in ["lost", "welcome", "way-in"] {
        let begin = |at| start(&sandbox, &["code", "garden", "--coder", "ben", "P01", "--at", at, "--code", code]);
        let children: Vec<Child> = places.into_iter().map(begin).collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
    }
    assert_eq!(codings(&sandbox), before + 18);
    assert_eq!(sandbox.read("garden/log/ben.csv").matches(",code,").count(), 18);
    assert_eq!(sandbox.ok(&["check", "garden"]), "");
}

#[test]
fn a_coder_and_an_ingest_at_once_lose_nothing() {
    let sandbox = coded();
    let names = interviews(&sandbox);
    let children: Vec<Child> = names
        .iter()
        .flat_map(|name| {
            let code = ["code", "garden", "--coder", "ben", "P02", "--turn", "4", "--code", "welcome"];
            [start(&sandbox, &["ingest", "garden", name]), start(&sandbox, &code)]
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(sandbox.ok(&["progress", "garden", "--format", "csv"]).lines().count(), 1 + 2 + MANY);
    assert_eq!(codings(&sandbox), 4);
}

#[test]
fn the_first_codings_of_a_coder_are_all_there_or_none() {
    let sandbox = uncoded();
    sandbox.write("first.csv", "transcript,quote,code\nP01,I was lost,lost\nP02,soup,welcome\n");
    killed_at_any_moment(&sandbox, &["code", "garden", "--coder", "ana", "--from", "first.csv"], codings);
}

#[test]
fn a_new_coder_may_begin_in_two_processes_at_once() {
    let sandbox = uncoded();
    let children: Vec<Child> = ["1", "2", "3", "4", "5", "6"]
        .iter()
        .map(|turn| start(&sandbox, &["code", "garden", "--coder", "ana", "P01", "--turn", turn, "--code", "lost"]))
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(codings(&sandbox), 6);
    assert_eq!(sandbox.read("garden/study.toml").matches("id = \"ana\"").count(), 1);
}
