use qualkit_themes::Layered;

/// Which layer was analysed of which transcript, as a note for every table of the analysis.
/// `transcripts` is how many the study has.
pub fn layers_note(layers: &[Layered<'_>], transcripts: usize) -> String {
    let mut by_coder: Vec<(&str, Vec<&str>)> = Vec::new();
    for layer in layers {
        let (coder, id) = (layer.set.coder().as_str(), layer.transcript.id().as_str());
        match by_coder.iter_mut().find(|(known, _)| *known == coder) {
            Some((_, ids)) => ids.push(id),
            None => by_coder.push((coder, vec![id])),
        }
    }
    let told: Vec<String> = by_coder.iter().map(|(coder, ids)| format!("{coder} for {}", ids.join(" "))).collect();
    let told = if told.is_empty() { "none".to_owned() } else { told.join("; ") };
    match transcripts - layers.len() {
        0 => format!("Layers analysed: {told}."),
        1 => format!("Layers analysed: {told}. One transcript is not coded and not counted."),
        rest => format!("Layers analysed: {told}. {rest} transcripts are not coded and not counted."),
    }
}
