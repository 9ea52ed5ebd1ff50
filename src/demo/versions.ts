import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** The first version of every document that has none yet, in the name of who drafted it, as saving a draft would keep it. */
export async function keepFirstVersions(tx: Db): Promise<void> {
  await sql`
    insert into document_versions (document_id, version, at, account_id, actor, content)
    select d.id, d.version, d.created_at, a.id, coalesce(a.name, d.drafted_by), jsonb_build_object(
      'unitCode', d.unit_code, 'columnCode', d.column_code, 'kind', d.kind, 'title', d.title,
      'documentNumber', d.document_number, 'issuingBody', d.issuing_body, 'subjectCategory', d.subject_category,
      'keywords', d.keywords, 'source', d.source, 'abstract', d.abstract, 'body', d.body, 'fullText', d.full_text,
      'writtenOn', d.written_on, 'effectiveOn', d.effective_on, 'expiresOn', d.expires_on, 'validity', d.validity,
      'replacesId', d.replaces_id, 'attribute', d.attribute, 'attributeGround', d.attribute_ground,
      'regime', d.regime, 'dueOn', d.due_on,
      'explained', array(select policy_id from document_interpretations where interpretation_id = d.id order by policy_id))
    from documents d left join accounts a on a.id = d.drafted_by
    on conflict do nothing`.execute(tx)
}
