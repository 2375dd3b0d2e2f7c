-- What a one-stop centre took in and gave back, and what an officer did at each step: the dashboards of a centre's head and of an officer.
CREATE INDEX indicators_dossier_taken_in ON indicators_dossier (intake_agency_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX indicators_dossier_taken_in_ended ON indicators_dossier (intake_agency_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX indicators_dossier_taken_in_open ON indicators_dossier (intake_agency_id, standing) WHERE standing <> 'ended';
CREATE INDEX indicators_dossier_taken_in_returned ON indicators_dossier (intake_agency_id, returned_at) WHERE returned_at IS NOT NULL;
CREATE INDEX indicators_dossier_taken_in_duty ON indicators_dossier (intake_agency_id, duty_at) WHERE duty_at IS NOT NULL;
CREATE INDEX indicators_dossier_taken_in_paid ON indicators_dossier (intake_agency_id, paid_online_at) WHERE paid_online_at IS NOT NULL;
CREATE INDEX indicators_act_of_officer ON indicators_act (user_id, at) WHERE kind = 'step';
