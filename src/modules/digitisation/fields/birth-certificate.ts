import { headNumber, matching, type PaperRules, unspaced } from './field-rules.ts'

/** Giấy khai sinh (TT 04/2020/TT-BTP): the certificate of the register of births. */
export const birthCertificate: PaperRules = {
  titles: ['GIẤY KHAI SINH', 'TRÍCH LỤC KHAI SINH'],
  labels: {
    fullName: ['Họ, chữ đệm, tên', 'Họ và tên'],
    birthDate: ['Ngày, tháng, năm sinh'],
    inWords: ['ghi bằng chữ'],
    sex: ['Giới tính'],
    ethnicity: ['Dân tộc'],
    nationality: ['Quốc tịch'],
    birthPlace: ['Nơi sinh'],
    origin: ['Quê quán'],
    identityNumber: ['Số định danh cá nhân'],
    motherName: ['Họ, chữ đệm, tên người mẹ'],
    fatherName: ['Họ, chữ đệm, tên người cha'],
    birthYear: ['Năm sinh'],
    residence: ['Nơi cư trú'],
    declarant: ['Họ, chữ đệm, tên người đi khai sinh'],
    papers: ['Giấy tờ tùy thân'],
    issuer: ['Nơi đăng ký khai sinh'],
    issuedOn: ['Ngày, tháng, năm đăng ký'],
    signer: ['NGƯỜI KÝ GIẤY KHAI SINH'],
  },
  fields: [
    { key: 'number', form: 'number', from: matching(headNumber), pick: unspaced },
    { key: 'fullName', form: 'name', from: 'fullName', lines: 2 },
    { key: 'birthDate', form: 'date', from: 'birthDate' },
    { key: 'sex', form: 'sex', from: 'sex' },
    { key: 'identityNumber', form: 'identity', from: 'identityNumber' },
    { key: 'birthPlace', form: 'address', from: 'birthPlace', lines: 2 },
    { key: 'origin', form: 'address', from: 'origin', lines: 2 },
    { key: 'motherName', form: 'name', from: 'motherName', lines: 2 },
    { key: 'fatherName', form: 'name', from: 'fatherName', lines: 2 },
    { key: 'issuer', form: 'text', from: 'issuer', lines: 2 },
    { key: 'issuedOn', form: 'date', from: 'issuedOn' },
  ],
}
