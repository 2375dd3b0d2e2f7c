import { type ActionFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import { parseTypedDate } from '../format.ts'
import type { PageProps } from '../page-props.ts'
import {
  Actions,
  Button,
  CheckboxField,
  DateField,
  Enhance,
  FileField,
  FileList,
  type FormFault,
  faultyForm,
  LinkButton,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  SelectField,
  type SentForm,
  StepProgress,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { assertGalleryOpen, loader } from './guard.ts'
import { useSample } from './sample.ts'

export { loader }

export async function action({ request, context }: ActionFunctionArgs) {
  assertGalleryOpen(context)
  const form = await readForm(request)
  const faults = faultsOf(form)
  if (faults.length > 0) return faultyForm(form, faults)
  return redirect('/_gallery', { headers: { 'set-cookie': flashCookie({ key: 'gallery.flash' }) } })
}

function faultsOf(form: SentForm): FormFault[] {
  const digits = form.text('mother/identityNumber').replace(/\D/g, '').length
  const faults: (FormFault | null)[] = [
    form.text('child/fullName') === '' ? { path: 'child/fullName', key: 'gallery.e_name' } : null,
    parseTypedDate(form.text('child/bornOn')) === null ? { path: 'child/bornOn', key: 'gallery.e_birth' } : null,
    digits === 12 ? null : { path: 'mother/identityNumber', key: 'gallery.e_id', params: { digits } },
    form.text('child/sex') === '' ? { path: 'child/sex', key: 'gallery.e_sex' } : null,
    (form.files.certificate ?? []).some((file) => !/^(image|application\/pdf)/.test(file.type))
      ? { path: 'certificate', key: 'gallery.e_file' }
      : null,
  ]
  return faults.filter((fault) => fault !== null)
}

export default function GalleryForm({ actionData }: PageProps<typeof loader, typeof action>) {
  const g = useSample()
  return (
    <>
      <StepProgress step={2} of={5} name={g('form_title')} />
      <PageHeading kicker={g('form_kicker')} faulty={actionData !== undefined}>
        {g('form_title')}
      </PageHeading>
      <PageForm state={actionData?.form} files keep="gallery" commandId="019ab0c2-0000-7000-8000-000000000001">
        <TextField name="child/fullName" label={g('f_name')} hint={g('f_name_hint')} autoComplete="off" />
        <DateField name="child/bornOn" label={g('f_birth')} />
        <TextField
          name="mother/identityNumber"
          label={g('f_id')}
          hint={g('f_id_hint')}
          inputMode="numeric"
          size="medium"
          maxLength={12}
        />
        <SelectField
          name="child/bornAt"
          label={g('f_ward')}
          choices={[
            { value: 'pho-hien', label: g('ward1') },
            { value: 'hoang-hoa-tham', label: g('ward2') },
          ]}
        />
        <RadioField
          name="child/sex"
          label={g('f_sex')}
          choices={[
            { value: 'male', label: g('male') },
            { value: 'female', label: g('female') },
          ]}
        />
        <CheckboxField
          name="return"
          label={g('f_return')}
          initial={['electronic']}
          choices={[
            { value: 'electronic', label: g('ret1'), hint: g('ret1_hint') },
            { value: 'paper', label: g('ret2') },
          ]}
        />
        <FileField
          name="certificate"
          label={g('f_file')}
          hint={g('f_file_hint')}
          accept="image/*,application/pdf"
          multiple
        >
          <FileList
            files={[
              {
                name: g('file_name'),
                detail: '1,3 MB',
                action: (
                  <LinkButton name="remove" value="1">
                    {g('delete')}
                  </LinkButton>
                ),
              },
            ]}
          />
        </FileField>
        <TextAreaField name="note" label={g('f_note')} optional />
        <Actions>
          <Button>{g('next')}</Button>
          <SecondButton name="act" value="save">
            {g('save')}
          </SecondButton>
        </Actions>
      </PageForm>
      <Enhance script="upload" />
      <Enhance script="keep-typed" />
    </>
  )
}
