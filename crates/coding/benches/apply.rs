//! Applying patterns, and finding quotes, in one interview of 10,000 words.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use qualkit_codebook::{Code, CodeId, Pattern};
use qualkit_coding::{Widen, apply, locate};
use qualkit_study::Study;
use qualkit_testkit::{Size, generate};
use qualkit_text::Quotable;
use qualkit_transcript::Transcript;

fn interview() -> Transcript {
    let folder = tempfile::tempdir().expect("a bench may make a folder");
    let root = folder.path().join("study");
    let size = Size { transcripts: 1, words: 10_000, codings: 0, coders: 1, codes: 1 };
    generate(&root, size, 1).expect("a study can be generated");
    Study::open(&root).and_then(|study| study.transcripts()).expect("the study is sound").remove(0)
}

fn patterns() -> Vec<Pattern> {
    let expressions = [r"\b(bacon\w*|difegar)\b", r"\b(hoin|jaka(lo)?)\b", r"\bminor\w*\b", r"\b(paque|risa|toun)\b"];
    let code = |(number, expression): (usize, &&str)| {
        let id = CodeId::new(&format!("code-{number}")).expect("a letter and digits are an id");
        let mut code = Code::new(id, "Code");
        code.pattern = (*expression).to_owned();
        Pattern::of(&code).expect("the pattern is sound").expect("there is a pattern")
    };
    expressions.iter().enumerate().map(code).collect()
}

fn coding(criterion: &mut Criterion) {
    let transcript = interview();
    let patterns = patterns();
    let mut group = criterion.benchmark_group("coding");
    group.throughput(Throughput::Bytes(transcript.text().as_str().len() as u64 * patterns.len() as u64));
    group.bench_function("apply", |bencher| {
        bencher.iter(|| apply(&transcript, &patterns, Widen::Sentence, false));
    });
    group.throughput(Throughput::Bytes(transcript.text().as_str().len() as u64));
    group.bench_function("prepare for quotes", |bencher| bencher.iter(|| Quotable::new(transcript.text())));
    let quotable = Quotable::new(transcript.text());
    let last = transcript.turns().last().expect("an interview has turns");
    let words: String = transcript.words(last).chars().take(60).collect();
    group.bench_function("locate", |bencher| {
        bencher.iter_batched(
            || words.clone(),
            |words| locate(&transcript, &quotable, &words, None),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, coding);
criterion_main!(benches);
