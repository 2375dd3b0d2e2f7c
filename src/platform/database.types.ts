// Generated from the migrated database by `npm run codegen`. Do not edit.
// biome-ignore-all lint: generated

import type { ColumnType } from "kysely";

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

export interface CaseworkParkedForm {
  id: string;
  parked_at: Generated<Date>;
  sealed: Buffer;
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
  casework_parked_form: CaseworkParkedForm;
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
  ledger_checkpoint: LedgerCheckpoint;
  ledger_consumer: LedgerConsumer;
  ledger_event: LedgerEvent;
  ledger_horizon: LedgerHorizon;
  ledger_tile: LedgerTile;
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
  platform_file: PlatformFile;
  platform_file_sender: PlatformFileSender;
  platform_migration: PlatformMigration;
  platform_setting: PlatformSetting;
  vault_person: VaultPerson;
  vault_sealed_value: VaultSealedValue;
}
