export { checkExtract, type ExtractCheck, type ExtractFault, NoExtract } from './check-extract.ts'
export { type ExtractFile, type ExtractLine, findExtractFile, listExtracts } from './extract-views.ts'
export { type PublicFigures, readPublicFigures } from './public-figures.ts'
export { type OpenDataContext, publishExtract } from './publish-extract.ts'
