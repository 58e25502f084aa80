#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| qualkit_fuzz::reads(qualkit_ingest::Format::Odt, bytes));
