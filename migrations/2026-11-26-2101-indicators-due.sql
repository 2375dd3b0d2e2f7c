-- What falls due in the rest of a day is taken off what was booked ahead for it: a few dossiers, found by their date.
CREATE INDEX indicators_dossier_due ON indicators_dossier (coalesce(held_due_at, due_at)) WHERE standing = 'running';
