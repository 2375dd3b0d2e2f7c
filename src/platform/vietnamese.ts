/**
 * The form in which Vietnamese text is compared when diacritics must not matter: lower case, no diacritics, `đ` as `d`,
 * everything but letters and digits as one space. `normaliseVietnamese('Giấy phép XÂY dựng, số 5') === 'giay phep xay dung so 5'`.
 */
export function normaliseVietnamese(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
