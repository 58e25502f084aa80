use qualkit_coding::CodingSet;
use qualkit_transcript::TranscriptId;
use rayon::prelude::*;

use crate::{Study, StudyError};

impl Study {
    /// For each transcript, the layer that is analysed: of the coders that the manifest lists for the
    /// analysis, the first who coded or finished anything of it. Transcripts that none of them
    /// touched have none.
    ///
    /// # Errors
    /// If a table is not as it should be.
    pub fn layers(&self, transcripts: &[TranscriptId]) -> Result<Vec<Option<CodingSet>>, StudyError> {
        let analysis = &self.manifest().analysis;
        let progress: Vec<_> = analysis.iter().map(|coder| self.progress(coder)).collect::<Result<_, _>>()?;
        transcripts
            .par_iter()
            .map(|transcript| {
                for (coder, progress) in analysis.iter().zip(&progress) {
                    let set = self.codings_with(coder, transcript, progress)?;
                    if !set.codings().is_empty() || !set.done().is_empty() {
                        return Ok(Some(set));
                    }
                }
                Ok(None)
            })
            .collect()
    }
}
