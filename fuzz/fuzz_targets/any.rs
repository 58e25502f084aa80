#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for name in ["a", "a.txt", "chat.txt", "a.csv", "a.srt", "a.json", "a.inqscr"] {
        qualkit_fuzz::recognises(name, bytes);
    }
});
