import { matching, type PaperRules } from './field-rules.ts'

/** The card of 2021 (căn cước công dân) and the card of 2024 (căn cước), one face or both on a sheet. */
export const citizenCard: PaperRules = {
  titles: ['CĂN CƯỚC CÔNG DÂN', 'Citizen Identity Card', 'CĂN CƯỚC', 'IDENTITY CARD'],
  labels: {
    number: ['Số định danh cá nhân Personal identification number', 'Số No', 'Personal identification number'],
    fullName: ['Họ và tên Full name', 'Họ chữ đệm và tên khai sinh Full name', 'Full name'],
    birthDate: ['Ngày sinh Date of birth', 'Ngày tháng năm sinh Date of birth', 'Date of birth'],
    sex: ['Giới tính Sex', 'Giới tính'],
    nationality: ['Quốc tịch Nationality', 'Quốc tịch'],
    origin: ['Quê quán Place of origin', 'Nơi đăng ký khai sinh Place of birth', 'Place of origin', 'Place of birth'],
    residence: ['Nơi thường trú Place of residence', 'Nơi cư trú Place of residence', 'Place of residence'],
    issuedOn: ['Ngày tháng năm cấp Date of issue', 'Date of issue'],
    validUntil: ['Có giá trị đến', 'Ngày tháng năm hết hạn Date of expiry'],
    expiry: ['Date of expiry'],
    end: ['BỘ CÔNG AN', 'MINISTRY OF PUBLIC SECURITY'],
  },
  fields: [
    { key: 'number', form: 'identity', from: matching(/(?<![\d])(\d{3}\s?\d{3}\s?\d{3}\s?\d{3})(?![\d])/) },
    { key: 'fullName', form: 'name', from: 'fullName', lines: 2 },
    { key: 'birthDate', form: 'date', from: 'birthDate' },
    { key: 'sex', form: 'sex', from: 'sex' },
    { key: 'origin', form: 'address', from: 'origin', lines: 2 },
    { key: 'residence', form: 'address', from: 'residence', lines: 2 },
    { key: 'issuedOn', form: 'date', from: 'issuedOn' },
    { key: 'validUntil', form: 'date', from: 'validUntil' },
  ],
}
