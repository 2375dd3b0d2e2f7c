import { headNumber, matching, type PaperRules, spokenDate, unspaced } from './field-rules.ts'

/** Giấy chứng sinh (TT 17/2012/TT-BYT as amended): what the hospital gives the mother. */
export const birthNote: PaperRules = {
  titles: ['GIẤY CHỨNG SINH'],
  labels: {
    motherName: ['Họ và tên mẹ', 'Họ và tên mẹ/Người nuôi dưỡng', 'Họ, chữ đệm, tên mẹ'],
    birthYear: ['Năm sinh'],
    ethnicity: ['Dân tộc'],
    residence: ['Nơi cư trú', 'Nơi đăng ký thường trú'],
    motherIdentityNumber: ['Số căn cước công dân', 'Số CCCD', 'Số định danh cá nhân', 'Số CMND/Hộ chiếu'],
    born: ['Đã sinh con vào lúc'],
    place: ['Tại'],
    times: ['Số lần sinh'],
    living: ['Số con hiện sống'],
    together: ['Số con trong lần sinh này'],
    sex: ['Giới tính của con', 'Giới tính'],
    weight: ['Cân nặng'],
    condition: ['Hiện trạng con', 'Tình trạng con'],
    childName: ['Dự định đặt tên con là'],
    midwife: ['Người đỡ đẻ'],
    signature: ['Cha, mẹ', 'Thủ trưởng cơ sở'],
  },
  fields: [
    {
      key: 'number',
      form: 'number',
      from: matching(headNumber),
      pick: unspaced,
    },
    { key: 'motherName', form: 'name', from: 'motherName', lines: 2 },
    { key: 'motherIdentityNumber', form: 'identity', from: 'motherIdentityNumber' },
    { key: 'birthDate', form: 'date', from: 'born', lines: 2 },
    { key: 'sex', form: 'sex', from: 'sex' },
    { key: 'weight', form: 'amount', from: 'weight' },
    { key: 'childName', form: 'name', from: 'childName', lines: 2 },
    { key: 'issuedOn', form: 'date', from: matching(spokenDate, 'last') },
  ],
}
