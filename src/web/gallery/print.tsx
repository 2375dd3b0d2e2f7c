import { useShell } from '../shell.ts'
import { ComponentList, Enhance, Facts, PageHeading, Poster, PrintHint, Receipt } from '../ui/index.ts'
import { SAMPLE_DUE, useSample } from './sample.ts'

export { loader } from './guard.ts'

export default function GalleryPrint() {
  const g = useSample()
  const { format } = useShell()
  const code = 'H33.08-261118-0012'
  return (
    <>
      <PrintHint />
      <Poster
        heading={
          <>
            <PageHeading kicker="1.001193">{g('poster_title')}</PageHeading>
            <Facts
              facts={[
                { term: g('time_limit'), value: <b>{g('poster_time')}</b> },
                { term: g('fee'), value: <b>{g('free')}</b> },
              ]}
            />
          </>
        }
        qr={{ value: 'https://motcua.example/thu-tuc/1.001193', label: g('poster_qr'), caption: g('poster_qr') }}
      >
        <h2>{g('components')}</h2>
        <ComponentList items={[{ name: g('comp1'), detail: g('comp1_detail') }, { name: g('comp3') }]} />
      </Poster>
      <Receipt
        unit={g('unit_name')}
        title={g('receipt_title')}
        facts={[
          { term: g('code'), value: <b className="num">{code}</b> },
          { term: g('applicant'), value: g('long_name') },
          { term: g('deadlines'), value: <b>{format.weekdayTime(SAMPLE_DUE, 'with-year')}</b> },
        ]}
        qr={{ value: `https://motcua.example/tra-cuu/${code}`, label: g('qr_label'), caption: `/tra-cuu/${code}` }}
        signatures={[g('sign1'), g('sign2')]}
      />
      <Enhance script="print" />
    </>
  )
}
