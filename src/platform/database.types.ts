// Generated from the migrated database by `npm run codegen`. Do not edit.
// biome-ignore-all lint: generated

import type { ColumnType } from "kysely";

export type ArrayType<T> = ArrayTypeImpl<T> extends (infer U)[]
  ? U[]
  : ArrayTypeImpl<T>;

export type ArrayTypeImpl<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S[], I[], U[]>
  : T[];

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export interface AccountAccount {
  access_token: string | null;
  access_token_expires_at: Date | null;
  account_id: string;
  created_at: Generated<Date>;
  id: string;
  id_token: string | null;
  password: string | null;
  provider_id: string;
  refresh_token: string | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  updated_at: Generated<Date>;
  user_id: string;
}

export interface AccountAttempt {
  failures: number;
  last_failed_at: Date;
  locked_until: Date | null;
  login_name: string;
}

export interface AccountPerson {
  linked_at: Generated<Date>;
  person_id: string;
  user_id: string;
}

export interface AccountSession {
  created_at: Date;
  expires_at: Date;
  id: string;
  ip_address: string | null;
  token: string;
  updated_at: Date;
  user_agent: string | null;
  user_id: string;
}

export interface AccountToken {
  agency_id: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
  id: string;
  last_used_at: Date | null;
  name: string;
  revoked_at: Date | null;
  scopes: string[];
  token_hash: Buffer;
  user_id: string;
}

export interface AccountUser {
  created_at: Generated<Date>;
  /**
   * Set only for demonstration accounts, which may be entered by one click in demonstration mode
   */
  demo_key: string | null;
  /**
   * Place in the list of demonstration logins on the login page; null: not listed there
   */
  demo_order: number | null;
  disabled_at: Date | null;
  display_username: string | null;
  email: string;
  email_verified: Generated<boolean>;
  id: string;
  image: string | null;
  kind: Generated<string>;
  name: string;
  updated_at: Generated<Date>;
  username: string | null;
}

export interface AccountVerification {
  created_at: Date;
  expires_at: Date;
  id: string;
  identifier: string;
  updated_at: Date;
  value: string;
}

export interface CaseworkApology {
  agency_id: string;
  dossier_code: string;
  dossier_id: string;
  id: string;
  new_due_at: Date;
  notice_in_time: boolean;
  previous_due_at: Date;
  procedure_code: string;
  published_at: Date;
  reason: string;
}

export interface CaseworkDossier {
  accepted_at: Date | null;
  applicant_id: string;
  channel: string;
  code: string | null;
  competent_agency_id: string;
  custody_state: string;
  due_at: Date | null;
  finished_at: Date | null;
  first_due_at: Date | null;
  /**
   * Dossiers handed in together by one person share it; null: handed in alone
   */
  group_id: string | null;
  head_hash: Buffer;
  id: string;
  /**
   * Blind index of the last four digits of the applicant's number under the dossier's id: for following by code without an account
   */
  identity_tail_index: Buffer | null;
  intake_agency_id: string;
  /**
   * The open dossier has been counted as late in casework_tally
   */
  late_counted: Generated<boolean>;
  legal_state: string;
  money_state: string;
  procedure_code: string;
  procedure_version_id: string;
  processing_agency_id: string;
  /**
   * How the result stood to the due date when the dossier was resolved; null for dossiers that ended otherwise
   */
  punctuality: string | null;
  return_agency_id: string;
  returned_at: Date | null;
  /**
   * DossierState (src/modules/casework/dossier.ts): everything later decisions need
   */
  state: Json;
  submitted_at: Date;
  submitter_id: string | null;
  synchronisation_state: Generated<string>;
  verification_code: string | null;
  version: number;
}

export interface CaseworkDraft {
  changed_at: Generated<Date>;
  dossier_id: string | null;
  id: string;
  person_id: string;
  procedure_code: string;
  procedure_version_id: string;
  sealed: Buffer | null;
  started_at: Generated<Date>;
  /**
   * Set where the draft gathers the answer to a supplement request of this dossier; then it holds files only
   */
  supplies_dossier_id: string | null;
  supplies_round: number | null;
  user_id: string;
  version: number;
}

export interface CaseworkDraftFile {
  added_at: Generated<Date>;
  component_key: string;
  draft_id: string;
  file_hash: string;
  id: string;
  media_type: string;
  sealed_name: Buffer;
  size: number;
}

export interface CaseworkDraftPaper {
  chosen_at: Generated<Date>;
  component_key: string;
  draft_id: string;
  paper_id: string;
}

export interface CaseworkNumberBlock {
  agency_id: string;
  closed_at: Date | null;
  device_id: string;
  first_number: number;
  id: string;
  kind: string;
  last_number: number;
  on_date: string;
  reserved_at: Generated<Date>;
  /**
   * Until when a record that carries one of the numbers is taken; afterwards what was not used is void
   */
  usable_until: Date;
}

export interface CaseworkNumberUse {
  agency_id: string;
  at: Generated<Date>;
  block_id: string;
  kind: string;
  number: number;
  on_date: string;
  outcome: string;
  record_id: string | null;
}

export interface CaseworkOfflineCash {
  agency_id: string;
  amount: number;
  dossier_id: string | null;
  intake_record_id: string | null;
  officer_id: string;
  purpose: string;
  receipt_number: string;
  received_at: Generated<Date>;
  record_id: string;
  taken_at: Date;
}

export interface CaseworkOfflineDevice {
  agency_id: string;
  first_seen_at: Generated<Date>;
  id: string;
  ordinal: number;
}

export interface CaseworkOfflineKit {
  agency_id: string;
  closed_at: Date | null;
  content_hash: Buffer;
  device_id: string;
  expires_at: Date;
  id: string;
  issued_at: Date;
  mandate_id: string;
  officer_id: string;
  user_id: string;
}

export interface CaseworkOfflineRecord {
  amount: number | null;
  /**
   * The machine's own clock when it was written down; skew_ms (server less machine, when it was sent) says how far that clock was off
   */
  declared_at: Date;
  dossier_id: string | null;
  hash: Buffer;
  id: string;
  kind: string;
  kit_id: string;
  /**
   * The number on the paper the person took home: ticket, dossier code or receipt
   */
  number_text: string | null;
  outcome: Generated<string>;
  position: number;
  prev_hash: Buffer;
  received_at: Generated<Date>;
  received_from: string;
  /**
   * Why it could not be settled the last time
   */
  refusal: string | null;
  resolution: Json | null;
  settled_at: Date | null;
  /**
   * The number it has now; another than on the paper when that one could not be used
   */
  settled_number: string | null;
  skew_ms: number;
}

export interface CaseworkParkedForm {
  id: string;
  parked_at: Generated<Date>;
  sealed: Buffer;
}

export interface CaseworkPostHandover {
  agency_id: string;
  command_id: string;
  id: string;
  post_office: string;
  received_by: string;
  recorded_at: Generated<Date>;
  /**
   * When both signed, as the paper says; recorded_at is when it was entered here (the database's own time)
   */
  signed_at: Date;
  signed_by_post: string;
}

export interface CaseworkPostItem {
  agency_id: string;
  complete: boolean;
  dossier_id: string | null;
  handover_id: string;
  id: string;
  position: number;
  procedure_code: string;
  remark: string | null;
  slip_number: string;
}

export interface CaseworkReceiptSerial {
  agency_id: string;
  last_number: number;
  on_year: number;
}

export interface CaseworkResultRule {
  procedure_code: string;
  /**
   * Type codes: a paper of these that the same dossier used is replaced by the new result
   */
  replaces: Generated<string[]>;
  source: string;
  /**
   * Calendar days after which a result that nobody fetched is dealt with
   */
  unclaimed_days: number | null;
  unclaimed_then: string | null;
  unsure: boolean;
  valid_months: number | null;
}

export interface CaseworkSearch {
  agency_id: string;
  dossier_id: string;
  submitted_at: Date;
  token: Buffer;
}

export interface CaseworkSerial {
  agency_id: string;
  last_serial: number;
  on_date: string;
}

export interface CaseworkTally {
  agency_id: string;
  count: number;
  measure: string;
  month: string;
  procedure_code: string;
}

export interface CaseworkTallyDelta {
  agency_id: string;
  delta: number;
  id: Generated<number>;
  measure: string;
  month: string;
  procedure_code: string;
}

export interface CaseworkTallyWithin {
  agency_id: string;
  count: number;
  measure: string;
  month: string;
  procedure_code: string;
}

export interface CaseworkTask {
  agency_id: string;
  assignee_id: string | null;
  dossier_id: string;
  /**
   * When this piece of work is due; infinity when nothing runs (waiting, or a result waiting to be fetched)
   */
  due_at: Date;
  entered_at: Date;
  kind: string;
  procedure_code: string;
  role: string;
  step_key: string | null;
  /**
   * 'main', or the id of the opinion asked
   */
  task_key: string;
  waiting: string | null;
}

export interface CatalogueField {
  code: string | null;
  key: string;
  name_en: string;
  name_vi: string;
  sort_order: number;
}

export interface CatalogueFlow {
  code: string;
  created_at: Generated<Date>;
  id: string;
}

export interface CatalogueFlowVersion {
  definition: Json;
  definition_hash: string;
  flow_id: string;
  id: string;
  published_at: Generated<Date>;
  version: number;
}

export interface CatalogueLifeEvent {
  audience: string;
  key: string;
  name_en: string;
  name_vi: string;
  sort_order: number;
  summary_en: string;
  summary_vi: string;
}

export interface CatalogueLineage {
  code: string;
  kind: string;
  note: string | null;
  replaced_by: string | null;
  source: string;
}

export interface CatalogueProcedure {
  code: string;
  created_at: Generated<Date>;
  id: string;
}

export interface CatalogueProcedureVersion {
  document: Json;
  document_hash: string;
  id: string;
  procedure_id: string;
  published_at: Generated<Date>;
  state: Generated<string>;
  valid_from: string;
  valid_to: string | null;
  version: number;
}

export interface CatalogueSearchEntry {
  agency_slugs: string[];
  binding_limit: Json | null;
  code: string;
  code_digits: string;
  completeness: string;
  field_key: string;
  level: string;
  life_events: string[];
  name_en: string | null;
  name_plain: string;
  name_vi: string;
  older_codes: string[];
  phrases_plain: string;
  popularity: number;
  procedure_id: string;
  service_level: string;
  version_id: string;
}

export interface CatalogueSearchState {
  single: Generated<boolean>;
  stamp: string;
  vocabulary: string[];
}

export interface CatalogueSearchWord {
  procedure_id: string;
  weight: number;
  word: string;
}

export interface DigitisationConfirmation {
  commitment: Buffer;
  confirmed_at: Generated<Date>;
  confirmed_by: string;
  /**
   * Keys of the fields that differ from what was read: by this the reading is judged
   */
  corrected: string[];
  /**
   * Sealed: the confirmed fields, as JSON
   */
  fields: Buffer;
  file_hash: string;
  /**
   * The paper in the person's store, where there is one
   */
  kept_as: string | null;
  paper_kind: string;
  scan_id: string;
}

export interface DigitisationLeftover {
  file_hash: string;
  since: Generated<Date>;
  /**
   * The file the picture was made from: while it is read again the picture is not removed, for the same bytes would come of it
   */
  source_hash: string | null;
}

export interface DigitisationOutput {
  file_hash: string;
  made_at: Generated<Date>;
  made_with: string;
  page_count: number;
  scan_id: string;
}

export interface DigitisationPage {
  attempts: Generated<number>;
  /**
   * When the picture was cleared away: the PDF/A holds it, or the person was erased
   */
  image_cleared_at: Date | null;
  /**
   * The upright page as JPEG in the file store
   */
  image_hash: string | null;
  /**
   * Until when the worker that took the page may be at it; afterwards another takes it
   */
  leased_until: Date | null;
  /**
   * What the page looks like: two scans of one sheet differ in few of the bits
   */
  look: string | null;
  /**
   * Numbers alone: size, ink, brightness, sharpness, letters cut, confidence
   */
  measures: Json | null;
  number: number;
  /**
   * Sealed: words and where they stand
   */
  reading: Buffer | null;
  reason: string | null;
  scan_id: string;
  skew: number | null;
  source_page: number;
  source_position: number;
  state: Generated<string>;
  turn: number | null;
}

export interface DigitisationScan {
  agency_id: string;
  changed_at: Generated<Date>;
  /**
   * Client-made: a second press is the first scan
   */
  command_id: string;
  component_key: string | null;
  dossier_id: string | null;
  /**
   * Sealed: the fields found on the paper, as JSON
   */
  fields: Buffer | null;
  finish_attempts: Generated<number>;
  finished_at: Date | null;
  found_kind: string | null;
  id: string;
  /**
   * Blind index of kind and number: the same paper has the same
   */
  number_index: Buffer | null;
  /**
   * A key for this scan alone, wrapped by the master key, while no person is known; null once one is, or once its contents are forgotten
   */
  own_key: Buffer | null;
  person_id: string | null;
  scanned_by: string;
  started_at: Generated<Date>;
  state: Generated<string>;
  told_kind: string | null;
  /**
   * Blind indexes of the words by which the paper is searched, without those printed on every form
   */
  words: Generated<ArrayType<Buffer>>;
}

export interface DigitisationScanner {
  added_at: Generated<Date>;
  added_by: string;
  agency_id: string;
  counter_number: number;
  /**
   * Below the folder of all scanners: the agency's address word, the counter
   */
  folder: string;
  id: string;
  removed_at: Date | null;
  removed_by: string | null;
}

export interface DigitisationScannerFile {
  arrived_at: Generated<Date>;
  changed_at: Generated<Date>;
  changed_by: string | null;
  file_hash: string | null;
  /**
   * Given before the file is taken, and the name of the folder it is taken into: so it is taken once, however often it is tried
   */
  id: string;
  name: string;
  /**
   * Code of the refusal
   */
  reason: string | null;
  reason_params: Generated<Json>;
  scanner_id: string;
  /**
   * repeated: the same bytes waited at this counter already; discarded: a clerk put it away, or nobody wanted it for a month
   */
  state: string;
}

export interface DigitisationSource {
  file_hash: string;
  position: number;
  scan_id: string;
}

export interface DocumentsTemplate {
  fields: Json;
  key: string;
  name_en: string;
  name_vi: string;
  /**
   * Procedures whose result this is; empty for papers of every procedure
   */
  procedure_codes: string[];
  sample: Json;
  /**
   * The official layout was not obtained or is only illustrated; administrators see it
   */
  unsure: boolean;
}

export interface DocumentsTemplateDraft {
  revision: number;
  saved_at: Generated<Date>;
  saved_by: string;
  source: string;
  template_key: string;
}

export interface DocumentsTemplateVersion {
  origin: string;
  published_at: Generated<Date>;
  published_by: string | null;
  source: string;
  source_hash: string;
  /**
   * Where the layout comes from: the text of law, or why it was changed
   */
  source_note: string;
  template_key: string;
  valid_from: string;
  version: number;
}

export interface FeedbackInvitation {
  agency_id: string;
  /**
   * Opened by an officer on a tablet: it takes a first rating, and neither shows nor changes one that was given
   */
  at_desk: boolean;
  dossier_id: string;
  ends_at: Date;
  event: string;
  /**
   * Given to whoever has just rated by the code of a slip, to change that: yields to the link that was sent to the person
   */
  follows_slip: Generated<boolean>;
  /**
   * Opened by the person out of their account
   */
  from_account: Generated<boolean>;
  id: string;
  made_at: Generated<Date>;
  person_id: string;
  steps: number;
  token_hash: Buffer;
}

export interface FeedbackLowRating {
  /**
   * Whose head answers: the rated agency, or the nearest above it that has a head
   */
  agency_id: string;
  answer_value_id: string | null;
  answered_at: Date | null;
  answered_by: string | null;
  /**
   * Until when the head should answer; null for those opened before clocks were kept
   */
  due_at: Date | null;
  opened_at: Generated<Date>;
  rating_id: string;
  /**
   * Whoever rated has changed it to a better one before it was answered
   */
  withdrawn_at: Date | null;
}

export interface FeedbackPaperSign {
  /**
   * While it may still grow; null from two days on
   */
  address_index: Buffer | null;
  agency_id: string;
  began_at: Date;
  /**
   * How many of them were of the best step
   */
  best: number;
  id: string;
  last_at: Date;
  ratings: number;
  served_by: string | null;
  way: string;
}

export interface FeedbackPaperTrace {
  address_index: Buffer;
  agency_id: string;
  is_best: boolean;
  said_at: Generated<Date>;
  /**
   * The officer who wrote down what is rated; null when nobody did
   */
  served_by: string | null;
  way: string;
}

export interface FeedbackPlan {
  answer_days: number;
  centre_id: string;
  changed_at: Generated<Date>;
  changed_by: string;
  steps: number;
  version: number;
}

export interface FeedbackRating {
  agency_id: string;
  dossier_id: string;
  event: string;
  given_at: Generated<Date>;
  id: string;
  person_id: string;
  procedure_code: string;
  steps: number;
}

export interface FeedbackRatingVersion {
  rating_id: string;
  reasons: string[];
  said_at: Generated<Date>;
  score: number;
  text_value_id: string | null;
  version: number;
  /**
   * link: sent to the person; account: opened in their account; slip: the code of a printed slip; kiosk: typed or scanned at the exit; desk: tablet of the return desk
   */
  way: Generated<string>;
}

export interface FeedbackWrongCode {
  ends_at: Date;
  source_index: Buffer;
  /**
   * Counted before the code is looked at, taken back when it was right; never above the limit, so that tries sent at once cannot pass
   */
  tries: number;
}

export interface IndicatorsAct {
  /**
   * What it is held against: the due date that stood (supplement, extended); when the last opinion came, or was due while one had not come (resolved)
   */
  against_at: Date | null;
  agency_id: string;
  at: Date;
  /**
   * resolved: opinions that had been asked for and had not come
   */
  awaited: number | null;
  dossier_id: string;
  kind: string;
  /**
   * step, resolved: working time at the step that was left
   */
  minutes: number | null;
  /**
   * resolved, returned: entered outside of the working hours of the agency
   */
  off_hours: boolean;
  position: number;
  step: string | null;
  /**
   * The account that made the entry; null for one that the system made
   */
  user_id: string | null;
}

export interface IndicatorsAlert {
  agency_id: string;
  first_seen_on: string;
  id: Generated<string>;
  last_seen_on: string;
  /**
   * Median of the twelve weeks before, as it was when first seen: what it is held against until it is over
   */
  minutes_before: number;
  minutes_now: number;
  procedure_code: string;
  resolved_as: string | null;
  resolved_on: string | null;
  /**
   * Monday of the week from which on it took twice as long
   */
  since: string;
  step: string;
  visits_before: number;
  visits_now: number;
}

export interface IndicatorsDay {
  agency_id: string;
  /**
   * Half month of receipt (facts/half-month.ts) for measures that ask for it, else 0
   */
  cohort: number;
  day: string;
  measure: number;
  n: number;
}

export interface IndicatorsDossier {
  accepted_at: Date | null;
  /**
   * The competent agency: the figures are its
   */
  agency_id: string;
  applicant_id: string;
  approved_by: string | null;
  asked_again_at: Date | null;
  case_key: string | null;
  channel: string;
  code: string | null;
  due_at: Date | null;
  duty_at: Date | null;
  ended_at: Date | null;
  ending: string | null;
  extensions: number;
  fee_assessed: number;
  fee_paid: number;
  fee_refunded: number;
  fee_released: number;
  fee_waived: number;
  file_keys: Json;
  filed_at: Date;
  first_supplement_at: Date | null;
  handler_id: string | null;
  /**
   * The date that stood when an extension was told too late: punctuality is measured by it (NĐ 61/2018 Art. 19.9)
   */
  held_due_at: Date | null;
  id: string;
  intake_agency_id: string;
  last_extended_at: Date | null;
  last_opinion_at: Date | null;
  last_supplement_at: Date | null;
  opinions: Json;
  paid_online_at: Date | null;
  paper_keys: Json;
  previous_dossier_id: string | null;
  procedure_code: string;
  punctuality: string | null;
  returned_at: Date | null;
  returned_by: string | null;
  reused_keys: Json;
  standing: string;
  standing_since: Date;
  stay_allotted: Generated<number>;
  /**
   * Working minutes at the steps before this one in the same stay with the agency
   */
  stay_minutes: Generated<number>;
  step: string | null;
  step_agency_id: string | null;
  step_allotted: Generated<number>;
  step_minutes: number;
  step_since: Date | null;
  submitted_at: Date;
  supplements: number;
  version: number;
  waited_ms: number;
  /**
   * Accounts of the officers who moved it, in the order in which they did first
   */
  worked_by: Generated<Json>;
}

export interface IndicatorsEvaluation {
  agency_id: string;
  cases: number;
  half: number;
  item: number;
  points: number;
  /**
   * Empty in the rows of officers
   */
  procedure_code: string;
  /**
   * Account of the officer who worked on the dossier; all zeros: the agency and all below it, each dossier once
   */
  user_id: string;
}

export interface IndicatorsExtract {
  dossiers: number;
  figures: number;
  month: string;
  published_at: Generated<Date>;
}

export interface IndicatorsExtractAsked {
  asked_at: Generated<Date>;
  month: string;
}

export interface IndicatorsExtractFile {
  /**
   * SHA-256 of the file: its checksum for everybody, and its name in the file store
   */
  hash: string;
  month: string;
  name: string;
  size: number;
}

export interface IndicatorsHalf {
  agency_id: string;
  cohort: number;
  half: number;
  measure: number;
  n: number;
  procedure_code: string;
}

export interface IndicatorsIndexAway {
  definition: string;
  index_name: string;
  table_name: string;
}

export interface IndicatorsMove {
  agency_id: string;
  /**
   * Key of a step; waiting, ends and what comes before receipt begin with =
   */
  from_place: string;
  half: number;
  kind: string;
  n: number;
  procedure_code: string;
  to_place: string;
}

export interface IndicatorsReport {
  agency_id: string;
  created_at: Generated<Date>;
  /**
   * The officer who opened it: somebody else signs
   */
  created_by: string;
  id: string;
  kind: string;
  period: string;
}

export interface IndicatorsReportSection {
  figures: Json;
  narrative: string;
  report_id: string;
  revision: number;
  saved_at: Generated<Date>;
  saved_by: string;
  section: string;
}

export interface IndicatorsReportSigned {
  hash: string;
  /**
   * Hash of the event in the ledger that signed it: finds one that is gone
   */
  head_hash: Buffer;
  position: string;
  report_id: string;
  signed_at: Date;
  signed_by: string;
  snapshot: string;
}

export interface IndicatorsReversal {
  agency_id: string;
  counted_at: Date;
  dossier_id: string;
  measure: number;
  position: number;
  reversed_at: Date;
}

export interface IndicatorsScheme {
  document: Json;
  document_hash: string;
  key: string;
  published_at: Generated<Date>;
  version: number;
}

export interface IndicatorsSnapshot {
  agency_id: string;
  day: string;
  measure: number;
  n: number;
  taken_at: Generated<Date>;
}

export interface IndicatorsStep {
  agency_id: string;
  half: number;
  minutes: number;
  n: number;
  procedure_code: string;
  step: string;
  time_class: number;
}

export interface IndicatorsTotal {
  agency_id: string;
  cohort: number;
  half: number;
  measure: number;
  n: number;
}

export interface LedgerCheckpoint {
  id: Generated<number>;
  last_position: number;
  /**
   * Leaf hashes of the events that this checkpoint counts first and that stood in no full tile then: lets the verification name the very row.
   */
  leaves: Buffer;
  made_at: Generated<Date>;
  previous_root: Buffer | null;
  root: Buffer;
  tree_size: number;
}

export interface LedgerConsumer {
  name: string;
  position: number;
}

export interface LedgerEvent {
  actor_id: string | null;
  agency_id: string | null;
  /**
   * Made by the client. Only the first event of a command carries it, so that a second press is refused.
   */
  command_id: string | null;
  hash: Buffer;
  mandate_id: string | null;
  /**
   * Canonical JSON (sorted keys, no spaces) kept byte for byte as it was hashed. No personal values: references and salted commitments only.
   */
  payload: string;
  /**
   * Order over all streams. Has gaps (a rolled back transaction), never goes back.
   */
  position: Generated<number>;
  /**
   * Hash of the event before in the stream; 32 zero bytes for version 1.
   */
  prev_hash: Buffer;
  /**
   * Database time in the transaction that wrote it; a trigger refuses any other.
   */
  recorded_at: Date;
  stream_id: string;
  type: string;
  /**
   * Place in its stream: 1, 2, 3, … without gaps.
   */
  version: number;
}

export interface LedgerHorizon {
  only_row: Generated<boolean>;
  position: number;
}

export interface LedgerTile {
  first_position: number;
  hashes: Buffer;
  last_position: number;
  level: number;
  /**
   * Merkle root of the 256 hashes.
   */
  root: Buffer;
  tile_index: number;
}

export interface MoneyAccount {
  agency_id: string;
  id: string;
  kind: string;
}

export interface MoneyCharge {
  /**
   * The agency that collects: the unit that received the dossier
   */
  agency_id: string;
  amount: number;
  assessed_at: Date;
  collect: string;
  dossier_id: string;
  full_amount: number;
  id: string;
  kind: string;
  /**
   * AssessedLine (src/modules/money/assess.ts): where the amount comes from and why
   */
  line: Json;
  line_key: string;
  /**
   * released: was due and is not collected any more, because the dossier ended without a result
   */
  state: string;
  waived_amount: number;
}

export interface MoneyDrawer {
  agency_id: string;
  closed_at: Date | null;
  /**
   * Notes by denomination: {"50000": 3}
   */
  counted: Json | null;
  counted_amount: number | null;
  counter: string;
  difference_reason: string | null;
  expected_amount: number | null;
  float_amount: number;
  id: string;
  officer_id: string;
  opened_at: Date;
}

export interface MoneyEntry {
  agency_id: string;
  booked_at: Date;
  booked_on: string;
  /**
   * What is booked, so that it is booked once: payment:…, refund-paid:…, drawer-closed:…
   */
  cause: string;
  drawer_id: string | null;
  id: string;
  kind: string;
  officer_id: string | null;
}

export interface MoneyFeeTable {
  document: Json;
  document_hash: string;
  id: string;
  imported_at: Generated<Date>;
  valid_from: string;
}

export interface MoneyOfflineCash {
  agency_id: string;
  amount: number;
  /**
   * Sum of the corrections, whole đồng, either sign
   */
  corrected: Generated<number>;
  handover_id: string | null;
  /**
   * Whole đồng of it that are there as cash: what was given back is not
   */
  held: number;
  posted_at: Date;
  reason: string | null;
  receipt_number: string;
  record_id: string;
  settled_at: Date | null;
  settled_by: string | null;
  /**
   * What the rest was made of afterwards: fees of a dossier, given back, something else with a reason
   */
  settled_how: string | null;
  /**
   * The day in Viet Nam on which it counts
   */
  taken_on: string;
  /**
   * Whole đồng that still stand as to be settled
   */
  unsettled: number;
  why: string | null;
}

export interface MoneyOfflineCorrection {
  after_amount: number;
  before_amount: number;
  corrected_at: Date;
  corrected_by: string;
  id: string;
  reason: string;
  record_id: string;
}

export interface MoneyOfflineHandover {
  agency_id: string;
  counted: number;
  difference_reason: string | null;
  drawer_id: string;
  expected: number;
  handed_at: Date;
  id: string;
  officer_id: string;
}

export interface MoneyOnlinePayment {
  agency_id: string;
  amount: number;
  asked_at: Date | null;
  bill_url: string | null;
  charge_ids: string[];
  dossier_id: string;
  expires_at: Date;
  opened_at: Date;
  opened_by: string | null;
  pay_url: string | null;
  reference: string;
  state: string;
  transaction_code: string | null;
  /**
   * Why money that came could not be booked (code): to be settled by hand
   */
  trouble: string | null;
}

export interface MoneyPayment {
  agency_id: string;
  amount: number;
  dossier_id: string;
  drawer_id: string | null;
  id: string;
  method: string;
  officer_id: string | null;
  /**
   * The day in Viet Nam on which it counts
   */
  paid_on: string;
  received_at: Date;
  /**
   * What makes it come once: the client-made id at the counter, the bank line, the platform's MaThamChieu
   */
  reference: string;
  tendered: number | null;
}

export interface MoneyPaymentCharge {
  amount: number;
  charge_id: string;
  payment_id: string;
}

export interface MoneyPlatformMessage {
  amount: number | null;
  body: string;
  direction: string;
  happened_at: Date;
  id: string;
  kind: string;
  reference: string | null;
  verdict: string;
}

export interface MoneyPosting {
  account_id: string;
  credit: number;
  debit: number;
  entry_id: string;
  line: number;
}

export interface MoneyReceipt {
  agency_id: string;
  amount: number;
  cancel_reason: string | null;
  cancelled_at: Date | null;
  cancelled_by: string | null;
  dossier_id: string;
  id: string;
  issued_at: Date;
  issued_by: string | null;
  kind: string;
  lines: Json;
  /**
   * Number of the paper receipt the payer was given at a counter without network
   */
  offline_number: string | null;
  payment_id: string;
  serial: number;
  year: number;
}

export interface MoneyReceiptRange {
  agency_id: string;
  counter: string;
  first_serial: number;
  id: string;
  kind: string;
  last_serial: number;
  reserved_at: Date;
  reserved_by: string;
  year: number;
}

export interface MoneyReceiptSeries {
  agency_id: string;
  kind: string;
  next_serial: number;
  year: number;
}

export interface MoneyRefund {
  agency_id: string;
  amount: number;
  asked_at: Date;
  asked_by: string | null;
  /**
   * Asked by a rule of the fee table when the dossier ended, not by an officer; a person decides all the same
   */
  by_rule: Generated<boolean>;
  charge_id: string;
  decided_at: Date | null;
  decided_by: string | null;
  dossier_id: string;
  id: string;
  method: string;
  order_id: string | null;
  paid_at: Date | null;
  paid_by: string | null;
  payment_id: string;
  /**
   * ValueRef: the reason, sealed under the applicant's key
   */
  reason: Json;
  state: string;
}

export interface MoneyRefundAccount {
  /**
   * ValueRef: holder and number, sealed under the applicant's key
   */
  account: Json;
  bank_bin: string;
  id: string;
  refund_id: string;
  stated_at: Date;
  /**
   * User who stated it: the applicant, or an officer of the desk on their paper
   */
  stated_by: string;
}

export interface MoneyRefundOrder {
  agency_id: string;
  amount: number;
  id: string;
  made_at: Date;
  made_by: string;
}

export interface MoneyStatement {
  agency_id: string;
  encoding: string;
  file_hash: string;
  file_name: string;
  id: string;
  imported_at: Date;
  imported_by: string;
  layout: string;
}

export interface MoneyStatementLine {
  agency_id: string;
  amount: number;
  bank_reference: string;
  booked_on: string;
  id: string;
  line_hash: string;
  line_number: number;
  matched_at: Date | null;
  matched_by: string | null;
  payment_id: string | null;
  purpose: string;
  reason: string | null;
  refund_id: string | null;
  state: string;
  statement_id: string;
  why_open: string | null;
}

export interface MoneyUnpaidReturn {
  agency_id: string;
  /**
   * Whole đồng due at the hand-over; what is due now is asked of the charges
   */
  amount: number;
  decided_at: Date | null;
  decided_by: string | null;
  dossier_id: string;
  /**
   * ValueRef of the ground that stands in the ledger; note: the head's, sealed likewise
   */
  ground: Json;
  note: Json | null;
  returned_at: Date;
  /**
   * Officer who handed over; null when no officer is known
   */
  returned_by: string | null;
  state: string;
  version: number;
}

export interface MoneyWaiver {
  agency_id: string;
  /**
   * Whole đồng it let off, or would have let off when it was proposed
   */
  amount: number;
  decided_at: Date | null;
  decided_by: string | null;
  decision_reason: Json | null;
  dossier_id: string;
  evidence: Json;
  groups: string[];
  id: string;
  /**
   * ValueRef: sealed under the applicant's key, as evidence and decision_reason are
   */
  legal_basis: Json;
  outright: boolean;
  paper_hash: string | null;
  /**
   * For a waiver on another legal basis than a group of the fee table; null for groups
   */
  percent: number | null;
  proposed_at: Date;
  proposed_by: string;
  state: string;
}

export interface NoticesAttempt {
  at: Generated<Date>;
  attempt: number;
  code: string | null;
  delivery_id: string;
  outcome: string;
}

export interface NoticesBounce {
  bytes: number | null;
  /**
   * The status the other server gave, as dsn_5.1.1
   */
  code: string | null;
  delivery_id: string | null;
  id: string;
  message_hash: Buffer | null;
  received_at: Generated<Date>;
  /**
   * taken: the delivery bounced · repeated: it had before · not_failed: a delay or a success · unreadable: no report · too_large: not read · foreign: about no mail of ours · forged: a return address that we did not make, or a recipient we did not write to · unknown: signed by us, but no such delivery
   */
  verdict: string;
}

export interface NoticesCall {
  agency_id: string;
  done_at: Date | null;
  done_by: string | null;
  dossier_id: string;
  id: string;
  note_value_id: string | null;
  notice_id: string;
  notices: Generated<number>;
  opened_at: Generated<Date>;
  person_id: string;
}

export interface NoticesDelivery {
  attempts: Generated<number>;
  changed_at: Generated<Date>;
  channel: string;
  check_at: Date | null;
  /**
   * What the gateway answered last, as a code; never an address
   */
  code: string | null;
  id: string;
  next_at: Date | null;
  notice_id: string;
  reference: string | null;
  state: string;
}

export interface NoticesDevice {
  added_at: Generated<Date>;
  endpoint_index: Buffer;
  id: string;
  person_id: string;
  subscription_value_id: string;
}

export interface NoticesNotice {
  /**
   * Whose desk looks after it: the receiving unit of the dossier, or the officer's agency
   */
  agency_id: string;
  created_at: Generated<Date>;
  dossier_id: string | null;
  /**
   * The same for an officer: codes, names of procedures and dates, nobody's person
   */
  facts: Json | null;
  /**
   * The values filled into the text, sealed under the person's key
   */
  facts_value_id: string | null;
  happened_at: Date;
  id: string;
  kind: string;
  locale: string;
  officer_id: string | null;
  once_key: string;
  person_id: string | null;
  read_at: Date | null;
  template_version: number;
}

export interface NoticesOfficerPreference {
  changed_at: Generated<Date>;
  digest: boolean;
  /**
   * Minutes after midnight in Viet Nam from which the digest of a working day goes out
   */
  digest_minute: number;
  /**
   * What also goes by mail. A call for an apology always does and cannot stand here
   */
  mail_kinds: string[];
  officer_id: string;
  quiet_from: number | null;
  quiet_to: number | null;
}

export interface NoticesPreference {
  changed_at: Generated<Date>;
  channels: string[];
  locale: string;
  person_id: string;
  /**
   * Minutes after midnight in Viet Nam from which nothing rings; null: no quiet hours
   */
  quiet_from: number | null;
  quiet_to: number | null;
}

export interface NoticesRung {
  dossier_id: string;
  due_at: Date;
  rung: string;
  subject: string;
  taken_at: Generated<Date>;
  told: number;
}

export interface NoticesTemplate {
  author_id: string | null;
  created_at: Generated<Date>;
  key: string;
  /**
   * Set for a version that came from data/notices; such a file never overrides a text that somebody edited
   */
  source_hash: string | null;
  texts: Json;
  version: number;
}

export interface OrganisationAgency {
  /**
   * Null: not known yet
   */
  address: string | null;
  calendar_key: string;
  code: string;
  id: string;
  kind: string;
  parent_id: string | null;
  path: string;
  /**
   * Null: not known yet
   */
  phone: string | null;
  slug: string;
  unit_code: string | null;
  unit_type: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface OrganisationAgencyName {
  agency_id: string;
  name: string;
  name_search: string;
  short_name: string;
  valid_from: string;
  valid_to: string | null;
}

export interface OrganisationCalendar {
  key: string;
  name_en: string;
  name_vi: string;
  source: string;
}

export interface OrganisationCalendarDay {
  agency_id: string | null;
  category: string | null;
  decision: string;
  id: string;
  /**
   * Opening ranges of that day as [[startMinute, endMinute], …]; null: those of an ordinary day
   */
  intervals: Json | null;
  kind: string;
  name_en: string;
  name_vi: string;
  on_date: string;
  replaces: string | null;
}

export interface OrganisationCalendarUnsettled {
  from_date: string;
  to_date: string;
}

export interface OrganisationCalendarYear {
  year: number;
}

export interface OrganisationMandate {
  agency_id: string;
  created_at: Generated<Date>;
  granted_by: string | null;
  id: string;
  officer_id: string;
  position: string;
  role: string;
  valid_from: string;
  valid_to: string | null;
}

export interface OrganisationOfficeHours {
  calendar_key: string;
  end_minute: number;
  start_minute: number;
  weekday: number;
}

export interface OrganisationOfficer {
  created_at: Generated<Date>;
  display_name: string;
  id: string;
  name_search: string;
  user_id: string;
}

export interface OrganisationRevision {
  revision: number;
  single: Generated<boolean>;
}

export interface PetitionsDeskWord {
  petition_id: string;
  received_at: Date;
  /**
   * Keyed fingerprint of agency and word: no word is read out of it, and the same word of two agencies differs
   */
  token: Buffer;
}

export interface PetitionsFile {
  hash: string;
  petition_id: string;
  position: number;
}

export interface PetitionsHeldFile {
  hash: string;
  held_at: Generated<Date>;
  /**
   * The store had no such content before: it may be taken out again when the form never comes back
   */
  is_new: boolean;
  media_type: string;
  /**
   * Null for what has no fixed pages
   */
  page_count: number | null;
  /**
   * Keyed fingerprint of the address or account, for the limit of an hour
   */
  sender_index: Buffer;
  size: number;
  /**
   * Keyed fingerprint of the token, the form's command and the account: known to no other form
   */
  token_index: Buffer;
}

export interface PetitionsJudgedDossier {
  dossier_index: Buffer;
}

export interface PetitionsLook {
  agency_id: string;
  looked_at: Date;
  petition_id: string;
  reason: string;
  user_id: string;
}

export interface PetitionsOwnList {
  commitment: Buffer;
  person_id: string;
  sealed: Buffer;
}

export interface PetitionsPetition {
  about_user_ids: Generated<string[]>;
  agency_id: string;
  approved_at: Date | null;
  channel: string;
  code: string;
  /**
   * Official code of the commune where it happened, where whoever wrote said so; the spot itself is sealed
   */
  commune_code: string | null;
  /**
   * The state as the verbs read it: references, instants and codes, no personal value
   */
  document: Json;
  escalation: Generated<number>;
  follow_index: Buffer;
  /**
   * Its words stand in petitions_desk_word; those from before are put there by the job
   */
  has_words: Generated<boolean>;
  head_hash: Buffer;
  id: string;
  is_anonymous: boolean;
  kind: string;
  /**
   * Keyed fingerprints of the letter triples of what was written, to find the same petition again without its words
   */
  likeness: number[];
  merged_into: string | null;
  officer_user_id: string | null;
  person_id: string;
  process_due_at: Date;
  published_at: Date | null;
  received_at: Date;
  reopened: Generated<number>;
  satisfaction: number | null;
  stage_due_at: Date | null;
  state: string;
  text_value_id: string;
  version: number;
}

export interface PetitionsPublished {
  agency_id: string;
  answer: string;
  /**
   * For counting by commune alone: told from five on
   */
  commune_code: string | null;
  kind: string;
  petition_id: string;
  published_at: Date;
  question: string;
  title: string;
}

export interface PetitionsSending {
  sender_index: Buffer;
  sent_at: Date;
}

export interface PetitionsSerial {
  last: number;
  year: number;
}

export interface PetitionsWord {
  petition_id: string;
  published_at: Date;
  word: string;
}

export interface PlatformFile {
  /**
   * When its content was last inspected
   */
  checked_at: Generated<Date>;
  first_seen_at: Generated<Date>;
  /**
   * SHA-256 of the content, 64 hex digits: its name in the file store
   */
  hash: string;
  media_type: string;
  /**
   * Null for what has no fixed pages
   */
  page_count: number | null;
  size: number;
}

export interface PlatformFileSender {
  hash: string;
  sent_at: Generated<Date>;
  user_id: string;
}

export interface PlatformMigration {
  applied_at: Generated<Date>;
  name: string;
  sha256: string;
}

export interface PlatformSetting {
  changed_at: Generated<Date>;
  name: string;
  value: string;
}

export interface QueueBooking {
  booked_at: Generated<Date>;
  centre_id: string;
  code: string;
  command_id: string;
  ended_at: Date | null;
  id: string;
  line_id: string;
  person_id: string;
  /**
   * Which of the slot's places this is: a full slot cannot be overbooked
   */
  place: number;
  priority: string | null;
  /**
   * Name and telephone as typed; null for who has an account
   */
  profile_id: string | null;
  slot_at: Date;
  state: Generated<string>;
  token: string;
  /**
   * Blind index of the telephone or the account, by which one's bookings and missed slots are counted; null once forgotten
   */
  visitor_index: Buffer | null;
  /**
   * Which of the visitor's allowed open bookings this is
   */
  visitor_place: number;
}

export interface QueueCall {
  began_at: Date | null;
  called_at: Generated<Date>;
  centre_id: string;
  /**
   * Null for a visitor who was received without network
   */
  counter_id: string | null;
  ended_at: Date | null;
  id: string;
  last_called_at: Generated<Date>;
  line_id: string;
  officer_id: string;
  outcome: string | null;
  priority: boolean;
  ticket_id: string;
  times: Generated<number>;
  /**
   * When this wait began: taken, put back or transferred
   */
  waiting_since: Date;
}

export interface QueueCentre {
  /**
   * Tickets are also given outside office hours (demonstration, night duty)
   */
  any_time: boolean;
  booking_days: number;
  /**
   * Head start of who has booked and is there in time
   */
  booking_minutes: number;
  /**
   * Bookings that one visitor may hold open at once
   */
  bookings_each: number;
  centre_id: string;
  /**
   * The wait the centre wants to stay under; the figures count against it
   */
  goal_minutes: number;
  /**
   * Head start of single priority groups, in minutes, where it is another than priority_minutes
   */
  group_minutes: Generated<Json>;
  /**
   * Who comes later than this after the slot began has lost the slot
   */
  late_minutes: number;
  missed_days: number;
  /**
   * Slots missed within missed_days after which no booking is taken
   */
  missed_limit: number;
  /**
   * Head start of a priority group: it counts as come so much earlier
   */
  priority_minutes: number;
  slot_minutes: number;
  /**
   * Bookings that one slot takes
   */
  slot_places: number;
}

export interface QueueCounter {
  active: Generated<boolean>;
  centre_id: string;
  id: string;
  line_keys: string[];
  number: number;
}

export interface QueueEvent {
  counter_id: string | null;
  /**
   * The officer's reason, or where to
   */
  detail: string | null;
  id: Generated<number>;
  officer_id: string | null;
  recorded_at: Generated<Date>;
  ticket_id: string;
  type: string;
}

export interface QueueLine {
  active: Generated<boolean>;
  centre_id: string;
  field_keys: string[];
  id: string;
  key: string;
  name_en: string;
  name_vi: string;
  position: number;
  prefix: string;
}

export interface QueueNumber {
  day: string;
  last: number;
  line_id: string;
}

export interface QueuePlan {
  /**
   * When it was put into force; null while its day has not come
   */
  applied_at: Date | null;
  centre_id: string;
  content: Json;
  note: string;
  published_at: Date;
  /**
   * The account
   */
  published_by: string;
  /**
   * The day from which it holds, Viet Nam; of two of the same day the later version
   */
  valid_from: string;
  version: number;
  withdrawn_at: Date | null;
}

export interface QueuePlanStream {
  centre_id: string;
  head_hash: Buffer;
  stream_id: string;
  version: number;
}

export interface QueueSeat {
  closed_at: Date | null;
  counter_id: string;
  id: string;
  officer_id: string;
  opened_at: Generated<Date>;
}

export interface QueueTicket {
  booking_id: string | null;
  centre_id: string;
  command_id: string;
  day: string;
  /**
   * Handed over to this counter; only it calls the ticket while it is open
   */
  for_counter_id: string | null;
  id: string;
  /**
   * Prefix of the line and running number: A012; given without network: prefix of the machine, NT2-007. Never given twice in a centre on a day
   */
  label: string;
  line_id: string;
  priority: string | null;
  /**
   * The line is called in this order: when one came, less the head start of a priority group or booking
   */
  rank_at: Date;
  source: string;
  state: Generated<string>;
  taken_at: Generated<Date>;
  /**
   * Unguessable; who holds it may follow and give up this ticket
   */
  token: string;
  version: Generated<number>;
  waiting_since: Date;
}

export interface QueueVisitTime {
  called_at: Date | null;
  centre_id: string | null;
  counter_id: string | null;
  day: string | null;
  field_keys: string[] | null;
  hour: number | null;
  id: string | null;
  line_id: string | null;
  line_key: string | null;
  outcome: string | null;
  priority: boolean | null;
  service_seconds: number | null;
  wait_seconds: number | null;
}

export interface ScorecardsExternal {
  /**
   * Hash of the last event of the year in the ledger: finds one that is gone
   */
  head_hash: Buffer;
  id: string;
  index_key: string;
  state: Json;
  version: number;
  year: number;
}

export interface ScorecardsExternalSource {
  body: string;
  external_id: string;
  hash: string;
}

export interface ScorecardsPublished {
  hash: string;
  position: string;
  published_at: Date;
  published_by: string;
  round_id: string;
  snapshot: string;
}

export interface ScorecardsRound {
  appeal_until: string;
  /**
   * Hash of the last event of the round in the ledger: finds one that is gone
   */
  head_hash: Buffer;
  id: string;
  opened_at: Date;
  opened_by: string;
  published_at: Date | null;
  scheme_key: string;
  scheme_version: number;
  self_until: string;
  verify_until: string;
  version: number;
  year: number;
}

export interface ScorecardsRoundReason {
  body: string;
  hash: string;
  round_id: string;
}

export interface ScorecardsScheme {
  document: Json;
  document_hash: string;
  key: string;
  published_at: Generated<Date>;
  version: number;
}

export interface ScorecardsSchemeDraft {
  document: Json;
  id: string;
  key: string;
  /**
   * Counts saves: a form drawn on an older one is refused
   */
  revision: number;
  saved_at: Date;
  saved_by: string;
}

export interface ScorecardsSchemePublication {
  /**
   * Hash of the last event of the publication in the ledger: finds one that is gone
   */
  head_hash: Buffer;
  id: string;
  key: string;
  position: string;
  published_at: Date;
  published_by: string;
  reason: string;
  stream_version: number;
  version: number;
}

export interface ScorecardsSheet {
  agency_id: string;
  head_hash: Buffer;
  id: string;
  phase: string;
  round_id: string;
  state: Json;
  verifiers: Generated<string[]>;
  version: number;
}

export interface ScorecardsStatement {
  body: string;
  hash: string;
  sheet_id: string;
}

export interface SurveysBallot {
  id: string;
  /**
   * One sign for each scale question in the order of the questionnaire: 0 no answer, 1 to 9, A for ten
   */
  marks: string;
  others: Json;
  round_id: string;
  stratum: string;
}

export interface SurveysChannel {
  ballots: number;
  channel: string;
  round_id: string;
}

export interface SurveysFrame {
  is_drawn: boolean;
  round_id: string;
  stratum: string;
  unit_key: string;
}

export interface SurveysHead {
  head_hash: Buffer;
  stream_id: string;
  version: number;
}

export interface SurveysInterviewer {
  ballots: number;
  officer_id: string;
  round_id: string;
  stratum: string;
  /**
   * Ballots on the phone of the interviewer or answered there; those given back are not counted
   */
  taken: Generated<number>;
}

export interface SurveysInvitation {
  right_id: string;
  /**
   * unreachable: neither account nor telephone nor address is known; dropped: answered or refused before it went out
   */
  state: Generated<string>;
  turn: number;
}

export interface SurveysLink {
  right_id: string;
  token_hash: Buffer;
}

export interface SurveysQuestionnaireVersion {
  document: Json;
  document_hash: string | null;
  id: string;
  key: string;
  saved_at: Generated<Date>;
  saved_by: string | null;
  state: string;
  version: number;
}

export interface SurveysRight {
  /**
   * SHA-256 of the blinded message that was signed: the same one sent again is signed again. Says nothing of the ballot (RFC 9474)
   */
  blinded_hash: Buffer | null;
  dossier_id: string | null;
  id: string;
  /**
   * The dossier's code, or the code on the list of businesses
   */
  reference: string;
  round_id: string;
  standing: Generated<string>;
  stratum: string;
}

export interface SurveysRound {
  closed_on: string | null;
  drawn_on: string | null;
  ends_on: string;
  formula: string;
  frame_hash: string | null;
  /**
   * Under which the codes of units are hashed for the public frame; its SHA-256 is in the ledger when the round is prepared, itself public once the round is closed; null of rounds drawn before there was one
   */
  frame_key: string | null;
  from_on: string;
  id: string;
  name_en: string;
  name_vi: string;
  per_stratum: number;
  /**
   * Who is asked: people whose dossiers came back, businesses on a list, people on a list (patients, parents, pupils)
   */
  population: string;
  prepared_at: Generated<Date>;
  prepared_by: string | null;
  published_at: Date | null;
  questionnaire_id: string;
  /**
   * JSON text of everything published, frozen; result_hash is its SHA-256
   */
  result: string | null;
  result_hash: string | null;
  /**
   * Shown to nobody before the draw; its SHA-256 is public from the moment the round is prepared
   */
  seed: string;
  seed_hash: string;
  state: string;
  strata_by: string;
  to_on: string;
  /**
   * The key of what waits and of the strata's private keys, itself sealed by the master key; forgotten when the round closes
   */
  wrapped_key: Buffer | null;
}

export interface SurveysSlip {
  answers: Json;
  number: string;
  reading: number;
  round_id: string;
  stratum: string;
  typed_by: string;
}

export interface SurveysSlipDone {
  number: string;
  round_id: string;
}

export interface SurveysSpent {
  round_id: string;
  serial_hash: Buffer;
}

export interface SurveysStratum {
  drawn: number;
  /**
   * Paper slips that came back from people of the sample: so many may be typed (slips)
   */
  envelopes: Generated<number>;
  merged_into: string | null;
  name_en: string;
  name_vi: string;
  /**
   * Signs the blinded credentials of this stratum (RFC 9474), sealed under the round's key; made when first needed
   */
  private_key: Buffer | null;
  private_key_mark: Buffer | null;
  public_key: string | null;
  round_id: string;
  slips: Generated<number>;
  stratum: string;
  unit_id: string | null;
  units: number;
}

export interface SurveysWaiting {
  id: string;
  mark: Buffer;
  round_id: string;
  sealed: Buffer;
  stratum: string;
}

export interface VaultPaper {
  /**
   * Sealed JSON: number, issuer, title
   */
  details_value_id: string;
  /**
   * The officer who digitised it; null for an issued result
   */
  digitised_by: string | null;
  dossier_id: string | null;
  file_hash: string;
  id: string;
  issued_on: string | null;
  /**
   * The agency of this system that issued or digitised it; null for a paper of somebody else
   */
  issuer_agency_id: string | null;
  kept_at: Generated<Date>;
  kind: string;
  media_type: string;
  page_count: number | null;
  person_id: string;
  procedure_code: string | null;
  replaced_by: string | null;
  revoked_at: Date | null;
  revoked_because: string | null;
  scan_id: string | null;
  size: number;
  /**
   * What it came from, unique within the person: result:DOSSIER:VERSION, component:DOSSIER:KEY:HASH, scan:ID
   */
  source: string;
  /**
   * Result code of the national catalogue where known, else the code of the procedure that issues it, or PROCEDURE/COMPONENT for a digitised component
   */
  type_code: string;
  valid_from: string;
  valid_to: string | null;
}

export interface VaultPaperAccess {
  accessed_at: Generated<Date>;
  act: string;
  agency_id: string | null;
  dossier_id: string | null;
  id: Generated<number>;
  officer_id: string | null;
  paper_id: string;
  procedure_code: string | null;
  purpose: string;
  user_id: string | null;
}

export interface VaultPaperChange {
  agency_id: string | null;
  change: string;
  changed_at: Generated<Date>;
  dossier_id: string | null;
  id: Generated<number>;
  other_paper_id: string | null;
  paper_id: string;
  user_id: string | null;
}

export interface VaultPaperCopy {
  file_hash: string;
  id: string;
  made_at: Generated<Date>;
  made_by: string;
  paper_id: string;
  size: number;
  source_hash: string;
  verification_code: string;
}

export interface VaultPaperReuse {
  /**
   * The competent agency of the dossier
   */
  agency_id: string;
  component_key: string;
  dossier_id: string;
  /**
   * Null when a national registry answered instead of the store
   */
  paper_id: string | null;
  person_id: string;
  procedure_code: string;
  /**
   * When the dossier's entry says so
   */
  reused_at: Generated<Date>;
}

export interface VaultPaperShare {
  dossier_code: string;
  dossier_id: string;
  id: string;
  paper_id: string;
  revoked_at: Date | null;
  shared_at: Generated<Date>;
  shared_by: string;
}

export interface VaultPerson {
  created_at: Generated<Date>;
  erased_at: Date | null;
  id: string;
  /**
   * Blind index of the identity number (citizen) or tax code (organisation); null when unknown or erased
   */
  identity_index: Buffer | null;
  kind: string;
  /**
   * The person's AES-256 key, wrapped by the master key; null once erased
   */
  wrapped_key: Buffer | null;
}

export interface VaultRegistryAnswer {
  agency_id: string | null;
  asked_at: Generated<Date>;
  commitment: Buffer | null;
  id: string;
  identity_index: Buffer;
  /**
   * For what it was asked, as the registry logs it: the procedure's code
   */
  purpose: string;
  /**
   * Sealed JSON of one answer, under a key of its own; null when the registry holds nothing of this type
   */
  sealed: Buffer | null;
  type_code: string;
  user_id: string | null;
  wrapped_key: Buffer | null;
}

export interface VaultSealedValue {
  /**
   * SHA-256(salt || text): what the ledger holds; the salt is sealed with the text
   */
  commitment: Buffer;
  created_at: Generated<Date>;
  id: string;
  kind: string;
  person_id: string;
  /**
   * AES-256-GCM: nonce 12, ciphertext of salt 16 and UTF-8 text, tag 16; bound to person, kind and id
   */
  sealed: Buffer;
}

export interface DB {
  account_account: AccountAccount;
  account_attempt: AccountAttempt;
  account_person: AccountPerson;
  account_session: AccountSession;
  account_token: AccountToken;
  account_user: AccountUser;
  account_verification: AccountVerification;
  casework_apology: CaseworkApology;
  casework_dossier: CaseworkDossier;
  casework_draft: CaseworkDraft;
  casework_draft_file: CaseworkDraftFile;
  casework_draft_paper: CaseworkDraftPaper;
  casework_number_block: CaseworkNumberBlock;
  casework_number_use: CaseworkNumberUse;
  casework_offline_cash: CaseworkOfflineCash;
  casework_offline_device: CaseworkOfflineDevice;
  casework_offline_kit: CaseworkOfflineKit;
  casework_offline_record: CaseworkOfflineRecord;
  casework_parked_form: CaseworkParkedForm;
  casework_post_handover: CaseworkPostHandover;
  casework_post_item: CaseworkPostItem;
  casework_receipt_serial: CaseworkReceiptSerial;
  casework_result_rule: CaseworkResultRule;
  casework_search: CaseworkSearch;
  casework_serial: CaseworkSerial;
  casework_tally: CaseworkTally;
  casework_tally_delta: CaseworkTallyDelta;
  casework_tally_within: CaseworkTallyWithin;
  casework_task: CaseworkTask;
  catalogue_field: CatalogueField;
  catalogue_flow: CatalogueFlow;
  catalogue_flow_version: CatalogueFlowVersion;
  catalogue_life_event: CatalogueLifeEvent;
  catalogue_lineage: CatalogueLineage;
  catalogue_procedure: CatalogueProcedure;
  catalogue_procedure_version: CatalogueProcedureVersion;
  catalogue_search_entry: CatalogueSearchEntry;
  catalogue_search_state: CatalogueSearchState;
  catalogue_search_word: CatalogueSearchWord;
  digitisation_confirmation: DigitisationConfirmation;
  digitisation_leftover: DigitisationLeftover;
  digitisation_output: DigitisationOutput;
  digitisation_page: DigitisationPage;
  digitisation_scan: DigitisationScan;
  digitisation_scanner: DigitisationScanner;
  digitisation_scanner_file: DigitisationScannerFile;
  digitisation_source: DigitisationSource;
  documents_template: DocumentsTemplate;
  documents_template_draft: DocumentsTemplateDraft;
  documents_template_version: DocumentsTemplateVersion;
  feedback_invitation: FeedbackInvitation;
  feedback_low_rating: FeedbackLowRating;
  feedback_paper_sign: FeedbackPaperSign;
  feedback_paper_trace: FeedbackPaperTrace;
  feedback_plan: FeedbackPlan;
  feedback_rating: FeedbackRating;
  feedback_rating_version: FeedbackRatingVersion;
  feedback_wrong_code: FeedbackWrongCode;
  indicators_act: IndicatorsAct;
  indicators_alert: IndicatorsAlert;
  indicators_day: IndicatorsDay;
  indicators_dossier: IndicatorsDossier;
  indicators_evaluation: IndicatorsEvaluation;
  indicators_extract: IndicatorsExtract;
  indicators_extract_asked: IndicatorsExtractAsked;
  indicators_extract_file: IndicatorsExtractFile;
  indicators_half: IndicatorsHalf;
  indicators_index_away: IndicatorsIndexAway;
  indicators_move: IndicatorsMove;
  indicators_report: IndicatorsReport;
  indicators_report_section: IndicatorsReportSection;
  indicators_report_signed: IndicatorsReportSigned;
  indicators_reversal: IndicatorsReversal;
  indicators_scheme: IndicatorsScheme;
  indicators_snapshot: IndicatorsSnapshot;
  indicators_step: IndicatorsStep;
  indicators_total: IndicatorsTotal;
  ledger_checkpoint: LedgerCheckpoint;
  ledger_consumer: LedgerConsumer;
  ledger_event: LedgerEvent;
  ledger_horizon: LedgerHorizon;
  ledger_tile: LedgerTile;
  money_account: MoneyAccount;
  money_charge: MoneyCharge;
  money_drawer: MoneyDrawer;
  money_entry: MoneyEntry;
  money_fee_table: MoneyFeeTable;
  money_offline_cash: MoneyOfflineCash;
  money_offline_correction: MoneyOfflineCorrection;
  money_offline_handover: MoneyOfflineHandover;
  money_online_payment: MoneyOnlinePayment;
  money_payment: MoneyPayment;
  money_payment_charge: MoneyPaymentCharge;
  money_platform_message: MoneyPlatformMessage;
  money_posting: MoneyPosting;
  money_receipt: MoneyReceipt;
  money_receipt_range: MoneyReceiptRange;
  money_receipt_series: MoneyReceiptSeries;
  money_refund: MoneyRefund;
  money_refund_account: MoneyRefundAccount;
  money_refund_order: MoneyRefundOrder;
  money_statement: MoneyStatement;
  money_statement_line: MoneyStatementLine;
  money_unpaid_return: MoneyUnpaidReturn;
  money_waiver: MoneyWaiver;
  notices_attempt: NoticesAttempt;
  notices_bounce: NoticesBounce;
  notices_call: NoticesCall;
  notices_delivery: NoticesDelivery;
  notices_device: NoticesDevice;
  notices_notice: NoticesNotice;
  notices_officer_preference: NoticesOfficerPreference;
  notices_preference: NoticesPreference;
  notices_rung: NoticesRung;
  notices_template: NoticesTemplate;
  organisation_agency: OrganisationAgency;
  organisation_agency_name: OrganisationAgencyName;
  organisation_calendar: OrganisationCalendar;
  organisation_calendar_day: OrganisationCalendarDay;
  organisation_calendar_unsettled: OrganisationCalendarUnsettled;
  organisation_calendar_year: OrganisationCalendarYear;
  organisation_mandate: OrganisationMandate;
  organisation_office_hours: OrganisationOfficeHours;
  organisation_officer: OrganisationOfficer;
  organisation_revision: OrganisationRevision;
  petitions_desk_word: PetitionsDeskWord;
  petitions_file: PetitionsFile;
  petitions_held_file: PetitionsHeldFile;
  petitions_judged_dossier: PetitionsJudgedDossier;
  petitions_look: PetitionsLook;
  petitions_own_list: PetitionsOwnList;
  petitions_petition: PetitionsPetition;
  petitions_published: PetitionsPublished;
  petitions_sending: PetitionsSending;
  petitions_serial: PetitionsSerial;
  petitions_word: PetitionsWord;
  platform_file: PlatformFile;
  platform_file_sender: PlatformFileSender;
  platform_migration: PlatformMigration;
  platform_setting: PlatformSetting;
  queue_booking: QueueBooking;
  queue_call: QueueCall;
  queue_centre: QueueCentre;
  queue_counter: QueueCounter;
  queue_event: QueueEvent;
  queue_line: QueueLine;
  queue_number: QueueNumber;
  queue_plan: QueuePlan;
  queue_plan_stream: QueuePlanStream;
  queue_seat: QueueSeat;
  queue_ticket: QueueTicket;
  queue_visit_time: QueueVisitTime;
  scorecards_external: ScorecardsExternal;
  scorecards_external_source: ScorecardsExternalSource;
  scorecards_published: ScorecardsPublished;
  scorecards_round: ScorecardsRound;
  scorecards_round_reason: ScorecardsRoundReason;
  scorecards_scheme: ScorecardsScheme;
  scorecards_scheme_draft: ScorecardsSchemeDraft;
  scorecards_scheme_publication: ScorecardsSchemePublication;
  scorecards_sheet: ScorecardsSheet;
  scorecards_statement: ScorecardsStatement;
  surveys_ballot: SurveysBallot;
  surveys_channel: SurveysChannel;
  surveys_frame: SurveysFrame;
  surveys_head: SurveysHead;
  surveys_interviewer: SurveysInterviewer;
  surveys_invitation: SurveysInvitation;
  surveys_link: SurveysLink;
  surveys_questionnaire_version: SurveysQuestionnaireVersion;
  surveys_right: SurveysRight;
  surveys_round: SurveysRound;
  surveys_slip: SurveysSlip;
  surveys_slip_done: SurveysSlipDone;
  surveys_spent: SurveysSpent;
  surveys_stratum: SurveysStratum;
  surveys_waiting: SurveysWaiting;
  vault_paper: VaultPaper;
  vault_paper_access: VaultPaperAccess;
  vault_paper_change: VaultPaperChange;
  vault_paper_copy: VaultPaperCopy;
  vault_paper_reuse: VaultPaperReuse;
  vault_paper_share: VaultPaperShare;
  vault_person: VaultPerson;
  vault_registry_answer: VaultRegistryAnswer;
  vault_sealed_value: VaultSealedValue;
}
