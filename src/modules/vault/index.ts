export { maskPhone, readEmail, readPhone } from './contact.ts'
export { refusals as vaultRefusals } from './errors.ts'
export { readIdentityNumber } from './identity-number.ts'

export { checkPerson, type PersonCheck, type PersonCheckOptions } from './person-check.ts'
export {
  identityIndex,
  makeSealedPerson,
  nameIndexes,
  nameQueryIndex,
  type PersonRow,
  type SealedPerson,
  type SealedValue,
  type SealedValueRow,
  sealPersonText,
  sealProfile,
} from './person-seal.ts'
export { erasePerson, getPersonKey, insertPersons, insertSealedValues, loadPersonKeys } from './person-store.ts'
export { countPersons, findPersonByIdentity, readProfiles, readProfileVersions, readTexts } from './reader.ts'
export type { PersonAddress, PersonInput, PersonKind, PersonProfile, Sex, ValueRef } from './schemas.ts'
export { insertSealedValuesSql, SEALED_VALUE_PARAMETERS, sealedValueRows } from './sealed-value-rows.ts'
export { readTaxCode } from './tax-code.ts'
