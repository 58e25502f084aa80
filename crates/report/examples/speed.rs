fn main() {
    let list = std::fs::read_to_string("/tmp/mlp-extra/blind.csv").unwrap();
    let blind = qualkit_report::Blind::read(&list).unwrap();
    let all = std::fs::read_to_string("/tmp/mlp-extra/work/all.txt").unwrap();
    let big = all.repeat(5_000_000 / all.len() + 1);
    let t = std::time::Instant::now();
    let (out, n) = blind.apply(&big);
    eprintln!("apply {:?} {} bytes {}", t.elapsed(), big.len(), n.total());
    let t = std::time::Instant::now();
    let s = blind.survivors(&out);
    eprintln!("survivors {:?} {:?}", t.elapsed(), s);
    let (one, n) = blind.apply(&all);
    eprintln!("{:?}", n);
    std::fs::write("/tmp/blinded-by-report.txt", one).unwrap();
}
