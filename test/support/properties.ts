import fc from 'fast-check'

/**
 * fast-check, with the same random cases in every run: whether a commit passes is a matter of the commit alone. Set `MOTCUA_TEST_SEED`
 * to a number, or to `random`, to look elsewhere; a failure prints the seed it was found with.
 */
const asked = process.env.MOTCUA_TEST_SEED ?? '20260701'
fc.configureGlobal(asked === 'random' ? {} : { seed: Number(asked) })

export { fc }
