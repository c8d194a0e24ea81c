package org.carbonregistry.publicapi.project;

/** The statements that write registers, each for a whole batch of facts given as JSON. */
final class ProjectSql {

    static final String PROGRAMS =
            """
            insert into program
              (code, name, scope, countries, unit_kilograms, project_types, source_registry, import_state)
            select program, name, scope, coalesce(countries, '{}'), "unitKilograms", coalesce("projectTypes", '[]'),
                   "sourceRegistry", "importState"
            from jsonb_to_recordset($1::text::jsonb) as t(program text, name text, scope text, countries text[],
                 "unitKilograms" integer, "projectTypes" jsonb, "sourceRegistry" text, "importState" text)
            on conflict (code) do update set name = excluded.name, scope = excluded.scope,
              countries = excluded.countries, unit_kilograms = excluded.unit_kilograms,
              project_types = excluded.project_types, source_registry = excluded.source_registry,
              import_state = excluded.import_state
            """;
    static final String METHODOLOGIES =
            """
            insert into methodology (code, program, name, project_types, versions)
            select methodology, program, name, coalesce("projectTypes", '{}'), coalesce(versions, '[]')
            from jsonb_to_recordset($1::text::jsonb)
              as t(methodology text, program text, name text, "projectTypes" text[], versions jsonb)
            on conflict (code) do update set program = excluded.program, name = excluded.name,
              project_types = excluded.project_types, versions = excluded.versions
            """;
    static final String BODIES =
            """
            insert into vvb (code, name, country, status, accreditations)
            select vvb, name, country, status, coalesce(accreditations, '[]')
            from jsonb_to_recordset($1::text::jsonb)
              as t(vvb text, name text, country text, status text, accreditations jsonb)
            on conflict (code) do update set name = excluded.name, country = excluded.country,
              status = excluded.status, accreditations = excluded.accreditations
            """;
    static final String PROJECTS =
            """
            insert into project (id, program, code, name, country, type, nature, nature_based, proponent, methodology,
              methodology_version, description, latitude, longitude, crediting_start, crediting_end,
              estimated_annual_units, sdgs, documents, not_stated, derived, status, registered_at)
            select project, program, code, name, country, type, nature, "natureBased", proponent, methodology,
              "methodologyVersion", description, latitude, longitude, "creditingStart", "creditingEnd",
              "estimatedAnnualUnits", coalesce(sdgs, '{}'), coalesce(documents, '[]'), coalesce("notStated", '{}'),
              coalesce(derived, '{}'), status, time
            from jsonb_to_recordset($1::text::jsonb) as t(project text, program text, code text, name text,
              country text, type text, nature text, "natureBased" boolean, proponent text, methodology text,
              "methodologyVersion" text, description text, latitude text, longitude text, "creditingStart" date,
              "creditingEnd" date, "estimatedAnnualUnits" bigint, sdgs integer[], documents jsonb, "notStated" text[],
              derived text[], status text, time timestamptz)
            on conflict (id) do nothing
            """;
    static final String REGISTRATIONS =
            """
            insert into project_event (project, number, kind, to_status, reason, effective_date, evidence_sha256, time)
            select project, number, 'registered', status, reason, "effectiveDate", "evidenceSha256", time
            from jsonb_to_recordset($1::text::jsonb) as t(project text, number bigint, status text, reason text,
              "effectiveDate" date, "evidenceSha256" text, time timestamptz)
            on conflict do nothing
            """;
    static final String CHANGES =
            """
            insert into project_event (project, number, kind, from_status, to_status, reason, effective_date,
              methodology_version, crediting_start, crediting_end, evidence_sha256, time)
            select project, number, 'status', "from", "to", reason, "effectiveDate", "methodologyVersion",
              "creditingStart", "creditingEnd", "evidenceSha256", time
            from jsonb_to_recordset($1::text::jsonb) as t(project text, number bigint, "from" text, "to" text,
              reason text, "effectiveDate" date, "methodologyVersion" text, "creditingStart" date, "creditingEnd" date,
              "evidenceSha256" text, time timestamptz)
            on conflict do nothing
            """;
    static final String STATUS =
            """
            update project p set status = t."to"
            from jsonb_to_recordset($1::text::jsonb) as t(project text, "to" text) where p.id = t.project
            """;
    /** What changes settled is what the project has from then on: of several the latest. */
    static final String SETTLED =
            """
            update project p set methodology_version = coalesce(s.version, p.methodology_version),
              crediting_start = coalesce(s.first_day, p.crediting_start),
              crediting_end = coalesce(s.last_day, p.crediting_end)
            from (select project,
                    (array_agg("methodologyVersion" order by number desc)
                      filter (where "methodologyVersion" is not null))[1] as version,
                    (array_agg("creditingStart" order by number desc)
                      filter (where "creditingStart" is not null))[1] as first_day,
                    (array_agg("creditingEnd" order by number desc) filter (where "creditingEnd" is not null))[1] as last_day
                  from jsonb_to_recordset($1::text::jsonb) as t(project text, number bigint, "methodologyVersion" text,
                    "creditingStart" date, "creditingEnd" date) group by project) s
            where p.id = s.project and (s.version is not null or s.first_day is not null or s.last_day is not null)
            """;

    static final String VERIFICATIONS =
            """
            insert into project_event (project, number, kind, verification, time)
            select e->>'project', (e->>'number')::bigint, 'verification', e - 'project' - 'number' - 'time',
                   (e->>'time')::timestamptz
            from jsonb_array_elements($1::text::jsonb) as e
            on conflict do nothing
            """;

    private ProjectSql() {}
}
