-- Surveys: who used a hospital or a school has no dossier here; their institution brings a list, as for businesses.

ALTER TABLE surveys_round DROP CONSTRAINT surveys_round_population_check;
ALTER TABLE surveys_round ADD CONSTRAINT surveys_round_population_check CHECK (population IN ('dossiers', 'businesses', 'people'));
-- Its name was the database's to give.
DO $$
DECLARE listed text;
BEGIN
  SELECT conname INTO STRICT listed FROM pg_constraint
  WHERE conrelid = 'surveys_round'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%population%strata_by%';
  EXECUTE format('ALTER TABLE surveys_round DROP CONSTRAINT %I', listed);
END
$$;
ALTER TABLE surveys_round ADD CONSTRAINT surveys_round_listed CHECK ((population <> 'dossiers') = (strata_by = 'list'));
COMMENT ON COLUMN surveys_round.population IS 'Who is asked: people whose dossiers came back, businesses on a list, people on a list (patients, parents, pupils)';
