-- What a person rated, shown in their account with the heads' answers.
CREATE INDEX feedback_rating_of_person ON feedback_rating (person_id, given_at DESC, id DESC);
