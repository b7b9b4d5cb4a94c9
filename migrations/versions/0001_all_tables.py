"""All tables of version 0.3.0. What came later stands in later migrations: this one is never edited.

The statements are those of PostgreSQL, and run there as they stand. Some types are called otherwise on SQLite
(`ON_SQLITE`), and what it alone needs stands in comments that begin with `SQLite:`. Both databases get the same tables,
columns and constraints, under the same names. Where to look:

    ACCESS, LEDGER, PROJECTIONS, SOURCES, PARTICIPANTS, TOPICS, MEETINGS, INSTRUMENTS, PLEDGES, PARTS_OF_PLEDGES
    STATEMENTS, ACTIONS
    HISTORY                           twins that say what was known when
    OF_EVERY_RECORD, OF_EVERY_PART    tags, codes, translations and citations, alike for all
    HISTORY_OF_EVERY_RECORD           twins of the codes
    SEARCH, PROTECTION                what each database has of its own

In every table the key stands first, then what filters and sorts look at, then long texts: a row is read from its
beginning. `COLLATE "C"` sorts by code point, as SQLite does and as cursors compare. Nested tables call the record that
a row belongs to by its noun (`pledge_id`), dates of the world are EDTF texts with the day that lists go by beside them
(`due`, `due_last_day`), and every closed list is a check. Names and types are those of app/tables; a test compares.

Imports nothing of the program: what it makes must not change when the program does.
"""

import re

from alembic import op

# Keys, and the answers that are kept for repeated requests.
ACCESS = """
-- Who may do what: the secret is kept as a hash alone.
CREATE TABLE keys (
    id           varchar(16) COLLATE "C" NOT NULL,
    label        varchar(300)            NOT NULL,
    secret_hash  varchar(64) COLLATE "C" NOT NULL,
    created_at   timestamptz             NOT NULL,
    revoked_at   timestamptz,
    CONSTRAINT pk_keys PRIMARY KEY (id),
    CONSTRAINT uq_keys_secret_hash UNIQUE (secret_hash)
);

-- What a key may do.
CREATE TABLE key_scopes (
    key_id  varchar(16) COLLATE "C" NOT NULL,
    scope   varchar(20) COLLATE "C" NOT NULL,
    CONSTRAINT pk_key_scopes PRIMARY KEY (key_id, scope),
    CONSTRAINT fk_key_scopes_key_id FOREIGN KEY (key_id) REFERENCES keys (id) ON DELETE CASCADE,
    CONSTRAINT ck_key_scopes_scope CHECK (scope IN ('read', 'write', 'admin'))
);

-- The first answer to a request that carried an Idempotency-Key.
CREATE TABLE idempotent_answers (
    key_id           varchar(16) COLLATE "C"  NOT NULL,
    idempotency_key  varchar(255) COLLATE "C" NOT NULL,
    fingerprint      varchar(64)              NOT NULL,
    answered_at      timestamptz              NOT NULL,
    outcome          text                     NOT NULL,
    CONSTRAINT pk_idempotent_answers PRIMARY KEY (key_id, idempotency_key)
);
CREATE INDEX ix_idempotent_answers_answered_at ON idempotent_answers (answered_at);
"""

# The ledger, and what refers to what.
LEDGER = """
-- One thing that was written, in the chain. Entries are never changed; a body alone can be redacted.
CREATE TABLE entries (
    number      bigint                   NOT NULL,
    at          timestamptz              NOT NULL,
    actor       varchar(300)             NOT NULL,
    request     varchar(128)             NOT NULL,
    data_set    varchar(300),
    collection  varchar(40) COLLATE "C"  NOT NULL,
    record      varchar(80) COLLATE "C"  NOT NULL,
    version     integer                  NOT NULL,
    part        varchar(300) COLLATE "C",
    operation   varchar(20) COLLATE "C"  NOT NULL,
    form        integer                  NOT NULL,
    digest      varchar(64)              NOT NULL,
    previous    varchar(64)              NOT NULL,
    hash        varchar(64)              NOT NULL,
    salt        varchar(32),
    body        text,
    CONSTRAINT pk_entries PRIMARY KEY (number),
    CONSTRAINT uq_entries_collection_record_version UNIQUE (collection, record, version),
    CONSTRAINT ck_entries_number CHECK (number > 0),
    CONSTRAINT ck_entries_collection CHECK (
        collection IN (
            'sources', 'participants', 'topics', 'meetings', 'pledges', 'statements', 'instruments', 'actions',
            'entries'
        )
    ),
    CONSTRAINT ck_entries_version CHECK (version > 0),
    CONSTRAINT ck_entries_operation CHECK (
        operation IN ('put', 'delete', 'correct', 'withdraw', 'take_effect', 'merge', 'move', 'unmerge', 'redact')
    ),
    CONSTRAINT ck_entries_salt CHECK ((body IS NULL) = (salt IS NULL))
);
CREATE INDEX ix_entries_at_number ON entries (at, number);

-- One record refers to another: made from what is written, indexed both ways.
CREATE TABLE record_references (
    from_collection  varchar(40) COLLATE "C"  NOT NULL,
    from_record      varchar(80) COLLATE "C"  NOT NULL,
    field            varchar(120) COLLATE "C" NOT NULL,
    to_collection    varchar(40) COLLATE "C"  NOT NULL,
    to_record        varchar(80) COLLATE "C"  NOT NULL,
    CONSTRAINT pk_record_references PRIMARY KEY (from_collection, from_record, field, to_collection, to_record),
    CONSTRAINT ck_record_references_from_collection CHECK (
        from_collection IN (
            'sources', 'participants', 'topics', 'meetings', 'pledges', 'statements', 'instruments', 'actions'
        )
    ),
    CONSTRAINT ck_record_references_to_collection CHECK (
        to_collection IN (
            'sources', 'participants', 'topics', 'meetings', 'pledges', 'statements', 'instruments', 'actions'
        )
    )
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_record_references_to ON record_references (to_collection, to_record, from_collection, from_record);
"""

# Made of the ledger: in which form and how far, and what can be searched.
PROJECTIONS = """
-- The form in which something was made of the ledger, and the last entry that it has taken in. A program of
-- another form makes it anew. The documents, which every write keeps up, have their own number there.
CREATE TABLE projections (
    name    varchar(40) NOT NULL,
    form    integer     NOT NULL,
    number  bigint,
    CONSTRAINT pk_projections PRIMARY KEY (name)
);

-- Records whose new names the documents of others do not show yet: of those that refer to them, all after the cursor.
CREATE TABLE document_queue (
    collection         varchar(40) COLLATE "C" NOT NULL,
    record             varchar(80) COLLATE "C" NOT NULL,
    cursor_collection  varchar(40) COLLATE "C" NOT NULL,
    cursor_record      varchar(80) COLLATE "C" NOT NULL,
    remaining          bigint                  NOT NULL,
    CONSTRAINT pk_document_queue PRIMARY KEY (collection, record),
    CONSTRAINT ck_document_queue_collection CHECK (
        collection IN (
            'sources', 'participants', 'topics', 'meetings', 'pledges', 'statements', 'instruments', 'actions',
            'documents'
        )
    ),
    CONSTRAINT ck_document_queue_remaining CHECK (remaining >= 0)
);

-- Under which number the words of a record are indexed. Those of a collection lie together.
CREATE TABLE search_records (
    number      bigint /* SQLite: rowid */ NOT NULL,
    collection  varchar(40) COLLATE "C"    NOT NULL,
    record      varchar(80) COLLATE "C"    NOT NULL,
    CONSTRAINT pk_search_records PRIMARY KEY (number),
    CONSTRAINT uq_search_records_collection_record UNIQUE (collection, record),
    CONSTRAINT ck_search_records_collection CHECK (
        collection IN (
            'sources', 'participants', 'topics', 'meetings', 'pledges', 'statements', 'instruments', 'actions'
        )
    )
);
"""

# Sources: the publications that say what is recorded.
SOURCES = """
-- A publication.
CREATE TABLE sources (
    id                   varchar(80) COLLATE "C"  NOT NULL,
    version              integer                  NOT NULL,
    created_at           timestamptz              NOT NULL,
    updated_at           timestamptz              NOT NULL,
    language             varchar(35) COLLATE "C",
    attestation          varchar(20) COLLATE "C",
    disputed             boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_sources_disputed CHECK (disputed IN (0, 1)) */,
    kind                 varchar(40) COLLATE "C"  NOT NULL,
    published            varchar(60),
    published_first_day  date,
    retrieved_at         timestamptz,
    content_sha256       varchar(64) COLLATE "C",
    sort_title           varchar(300) COLLATE "C" NOT NULL,
    page_key             varchar(16) COLLATE "C",
    title                text                     NOT NULL,
    publisher            text,
    author               text,
    url                  text,
    archive_url          text,
    document             text                     NOT NULL,
    written              text                     NOT NULL,
    CONSTRAINT pk_sources PRIMARY KEY (id),
    CONSTRAINT ck_sources_version CHECK (version > 0),
    CONSTRAINT ck_sources_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_sources_kind CHECK (
        kind IN (
            'communique', 'readout', 'press_release', 'speech', 'treaty_text', 'legislation', 'resolution',
            'court_decision', 'budget', 'official_statistics', 'official_report', 'parliamentary_record',
            'news_report', 'think_tank_report', 'social_media', 'dataset', 'other'
        )
    )
);
CREATE INDEX ix_sources_updated_at_id ON sources (updated_at, id);
CREATE INDEX ix_sources_kind_id ON sources (kind, id);
CREATE INDEX ix_sources_published_first_day_id ON sources (published_first_day, id);
CREATE INDEX ix_sources_sort_title_id ON sources (sort_title, id);
CREATE INDEX ix_sources_page_key ON sources (page_key);

-- A known fault of a source.
CREATE TABLE source_caveats (
    source_id  varchar(80) COLLATE "C" NOT NULL,
    position   integer                 NOT NULL,
    text       text                    NOT NULL,
    CONSTRAINT pk_source_caveats PRIMARY KEY (source_id, position),
    CONSTRAINT fk_source_caveats_source_id FOREIGN KEY (source_id) REFERENCES sources (id) ON DELETE CASCADE
);

-- The text of a source, kept to check quotations against. No fact about the world, and no part of the ledger.
CREATE TABLE source_texts (
    source_id  varchar(80) COLLATE "C" NOT NULL,
    sha256     varchar(64) COLLATE "C" NOT NULL,
    stored_at  timestamptz             NOT NULL,
    stored_by  varchar(300)            NOT NULL,
    text       text                    NOT NULL,
    CONSTRAINT pk_source_texts PRIMARY KEY (source_id),
    CONSTRAINT fk_source_texts_source_id FOREIGN KEY (source_id) REFERENCES sources (id) ON DELETE CASCADE
);
"""

# Participants: persons, states, bodies and groups.
PARTICIPANTS = """
-- Somebody who can attend, speak or be party to a pledge.
CREATE TABLE participants (
    id               varchar(80) COLLATE "C"  NOT NULL,
    version          integer                  NOT NULL,
    created_at       timestamptz              NOT NULL,
    updated_at       timestamptz              NOT NULL,
    language         varchar(35) COLLATE "C",
    attestation      varchar(20) COLLATE "C",
    disputed         boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_participants_disputed CHECK (disputed IN (0, 1)) */,
    kind             varchar(40) COLLATE "C"  NOT NULL,
    country          varchar(20) COLLATE "C",
    wikidata_id      varchar(20) COLLATE "C",
    began            varchar(60),
    began_first_day  date,
    ended            varchar(60),
    ended_last_day   date,
    sort_name        varchar(300) COLLATE "C" NOT NULL,
    name             text                     NOT NULL,
    document         text                     NOT NULL,
    written          text                     NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (id),
    CONSTRAINT ck_participants_version CHECK (version > 0),
    CONSTRAINT ck_participants_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_participants_kind CHECK (
        kind IN (
            'person', 'state', 'government_body', 'intergovernmental_organization', 'political_party',
            'organization', 'group'
        )
    )
);
CREATE INDEX ix_participants_updated_at_id ON participants (updated_at, id);
CREATE INDEX ix_participants_kind_id ON participants (kind, id);
CREATE INDEX ix_participants_country_id ON participants (country, id);
CREATE INDEX ix_participants_sort_name_id ON participants (sort_name, id);
CREATE INDEX ix_participants_wikidata_id ON participants (wikidata_id);

-- Another name of a participant.
CREATE TABLE participant_names (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    position        integer                 NOT NULL,
    language        varchar(35) COLLATE "C",
    name            text                    NOT NULL,
    CONSTRAINT pk_participant_names PRIMARY KEY (participant_id, position),
    CONSTRAINT fk_participant_names_participant_id
        FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE
);

-- A participant took the place of another: a successor state, a body that was renamed or merged.
CREATE TABLE successions (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    succeeds        varchar(80) COLLATE "C" NOT NULL,
    position        integer                 NOT NULL,
    CONSTRAINT pk_successions PRIMARY KEY (participant_id, succeeds),
    CONSTRAINT fk_successions_participant_id
        FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE,
    CONSTRAINT fk_successions_succeeds FOREIGN KEY (succeeds) REFERENCES participants (id)
);
CREATE INDEX ix_successions_succeeds_participant_id ON successions (succeeds, participant_id);

-- A body is part of a state, a state of a group.
CREATE TABLE memberships (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    position        integer                 NOT NULL,
    part_of         varchar(80) COLLATE "C" NOT NULL,
    began           varchar(60),
    ended           varchar(60),
    CONSTRAINT pk_memberships PRIMARY KEY (participant_id, position),
    CONSTRAINT fk_memberships_participant_id
        FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE,
    CONSTRAINT fk_memberships_part_of FOREIGN KEY (part_of) REFERENCES participants (id)
);
CREATE INDEX ix_memberships_part_of_participant_id ON memberships (part_of, participant_id);

-- An office that a person held.
CREATE TABLE offices (
    participant_id  varchar(80) COLLATE "C"  NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    body            varchar(80) COLLATE "C",
    began           varchar(60),
    ended           varchar(60),
    position        integer                  NOT NULL,
    title           text                     NOT NULL,
    CONSTRAINT pk_offices PRIMARY KEY (participant_id, id),
    CONSTRAINT fk_offices_participant_id FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE,
    CONSTRAINT fk_offices_body FOREIGN KEY (body) REFERENCES participants (id)
);
CREATE INDEX ix_offices_body ON offices (body);
"""

# Topics: what meetings, pledges and statements are about.
TOPICS = """
-- A subject, possibly within a wider one.
CREATE TABLE topics (
    id           varchar(80) COLLATE "C"  NOT NULL,
    version      integer                  NOT NULL,
    created_at   timestamptz              NOT NULL,
    updated_at   timestamptz              NOT NULL,
    language     varchar(35) COLLATE "C",
    attestation  varchar(20) COLLATE "C",
    disputed     boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_topics_disputed CHECK (disputed IN (0, 1)) */,
    parent       varchar(80) COLLATE "C",
    sort_name    varchar(300) COLLATE "C" NOT NULL,
    name         text                     NOT NULL,
    document     text                     NOT NULL,
    written      text                     NOT NULL,
    CONSTRAINT pk_topics PRIMARY KEY (id),
    CONSTRAINT fk_topics_parent FOREIGN KEY (parent) REFERENCES topics (id),
    CONSTRAINT ck_topics_version CHECK (version > 0),
    CONSTRAINT ck_topics_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference'))
);
CREATE INDEX ix_topics_updated_at_id ON topics (updated_at, id);
CREATE INDEX ix_topics_parent_id ON topics (parent, id);
CREATE INDEX ix_topics_sort_name_id ON topics (sort_name, id);
"""

# Meetings and who attended them.
MEETINGS = """
-- A meeting, or what contains meetings.
CREATE TABLE meetings (
    id                varchar(80) COLLATE "C"  NOT NULL,
    version           integer                  NOT NULL,
    created_at        timestamptz              NOT NULL,
    updated_at        timestamptz              NOT NULL,
    language          varchar(35) COLLATE "C",
    attestation       varchar(20) COLLATE "C",
    disputed          boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_meetings_disputed CHECK (disputed IN (0, 1)) */,
    form              varchar(40) COLLATE "C"  NOT NULL,
    rank              varchar(20) COLLATE "C",
    status            varchar(20) COLLATE "C"  NOT NULL,
    starts            varchar(60),
    starts_first_day  date,
    ends              varchar(60),
    ends_first_day    date,
    country           varchar(20) COLLATE "C",
    part_of           varchar(80) COLLATE "C",
    sort_title        varchar(300) COLLATE "C" NOT NULL,
    title             text                     NOT NULL,
    place             text,
    summary           text,
    document          text                     NOT NULL,
    written           text                     NOT NULL,
    CONSTRAINT pk_meetings PRIMARY KEY (id),
    CONSTRAINT fk_meetings_part_of FOREIGN KEY (part_of) REFERENCES meetings (id),
    CONSTRAINT ck_meetings_version CHECK (version > 0),
    CONSTRAINT ck_meetings_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_meetings_form CHECK (
        form IN (
            'meeting', 'conference', 'visit', 'tour', 'press_conference', 'call', 'negotiation_round', 'signing', 'other'
        )
    ),
    CONSTRAINT ck_meetings_rank CHECK (rank IN ('leaders', 'ministers', 'officials')),
    CONSTRAINT ck_meetings_status CHECK (status IN ('planned', 'held', 'postponed', 'cancelled'))
);
CREATE INDEX ix_meetings_updated_at_id ON meetings (updated_at, id);
CREATE INDEX ix_meetings_form_id ON meetings (form, id);
CREATE INDEX ix_meetings_rank_id ON meetings (rank, id);
CREATE INDEX ix_meetings_status_id ON meetings (status, id);
CREATE INDEX ix_meetings_starts_first_day_id ON meetings (starts_first_day, id);
CREATE INDEX ix_meetings_country_id ON meetings (country, id);
CREATE INDEX ix_meetings_part_of_id ON meetings (part_of, id);
CREATE INDEX ix_meetings_sort_title_id ON meetings (sort_title, id);

-- A topic of a meeting.
CREATE TABLE meeting_topics (
    meeting_id  varchar(80) COLLATE "C" NOT NULL,
    topic       varchar(80) COLLATE "C" NOT NULL,
    position    integer                 NOT NULL,
    CONSTRAINT pk_meeting_topics PRIMARY KEY (meeting_id, topic),
    CONSTRAINT fk_meeting_topics_meeting_id FOREIGN KEY (meeting_id) REFERENCES meetings (id) ON DELETE CASCADE,
    CONSTRAINT fk_meeting_topics_topic FOREIGN KEY (topic) REFERENCES topics (id)
);
CREATE INDEX ix_meeting_topics_topic_meeting_id ON meeting_topics (topic, meeting_id);

-- Somebody attended a meeting, in a role and under the title held that day. Of some, the title alone is known.
CREATE TABLE attendance (
    meeting_id    varchar(80) COLLATE "C"  NOT NULL,
    id            varchar(120) COLLATE "C" NOT NULL,
    participant   varchar(80) COLLATE "C",
    role          varchar(20) COLLATE "C"  NOT NULL,
    on_behalf_of  varchar(80) COLLATE "C",
    position      integer                  NOT NULL,
    title         text,
    CONSTRAINT pk_attendance PRIMARY KEY (meeting_id, id),
    CONSTRAINT uq_attendance_meeting_id_participant_role UNIQUE (meeting_id, participant, role),
    CONSTRAINT fk_attendance_meeting_id FOREIGN KEY (meeting_id) REFERENCES meetings (id) ON DELETE CASCADE,
    CONSTRAINT fk_attendance_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT fk_attendance_on_behalf_of FOREIGN KEY (on_behalf_of) REFERENCES participants (id),
    CONSTRAINT ck_attendance_known CHECK (participant IS NOT NULL OR title IS NOT NULL),
    CONSTRAINT ck_attendance_role CHECK (
        role IN ('host', 'visitor', 'participant', 'chair', 'mediator', 'observer', 'signatory')
    )
);
CREATE INDEX ix_attendance_participant_meeting_id ON attendance (participant, meeting_id);
CREATE INDEX ix_attendance_on_behalf_of ON attendance (on_behalf_of);
"""

# Instruments: adopted texts, and how they are related.
INSTRUMENTS = """
-- An adopted text as an entity, whether or not its text is at hand.
CREATE TABLE instruments (
    id                  varchar(80) COLLATE "C"  NOT NULL,
    version             integer                  NOT NULL,
    created_at          timestamptz              NOT NULL,
    updated_at          timestamptz              NOT NULL,
    language            varchar(35) COLLATE "C",
    attestation         varchar(20) COLLATE "C",
    disputed            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_instruments_disputed CHECK (disputed IN (0, 1)) */,
    kind                varchar(40) COLLATE "C"  NOT NULL,
    legal_nature        varchar(40) COLLATE "C",
    adopted             varchar(60),
    adopted_first_day   date,
    in_force            varchar(60),
    in_force_first_day  date,
    ended               varchar(60),
    ended_first_day     date,
    meeting             varchar(80) COLLATE "C",
    sort_title          varchar(300) COLLATE "C" NOT NULL,
    title               text                     NOT NULL,
    summary             text,
    document            text                     NOT NULL,
    written             text                     NOT NULL,
    CONSTRAINT pk_instruments PRIMARY KEY (id),
    CONSTRAINT fk_instruments_meeting FOREIGN KEY (meeting) REFERENCES meetings (id),
    CONSTRAINT ck_instruments_version CHECK (version > 0),
    CONSTRAINT ck_instruments_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_instruments_kind CHECK (
        kind IN (
            'treaty', 'agreement', 'memorandum', 'declaration', 'communique', 'law', 'regulation', 'decision',
            'programme', 'other'
        )
    ),
    CONSTRAINT ck_instruments_legal_nature CHECK (legal_nature IN ('legally_binding', 'not_legally_binding'))
);
CREATE INDEX ix_instruments_updated_at_id ON instruments (updated_at, id);
CREATE INDEX ix_instruments_kind_id ON instruments (kind, id);
CREATE INDEX ix_instruments_legal_nature_id ON instruments (legal_nature, id);
CREATE INDEX ix_instruments_adopted_first_day_id ON instruments (adopted_first_day, id);
CREATE INDEX ix_instruments_in_force_first_day_id ON instruments (in_force_first_day, id);
CREATE INDEX ix_instruments_meeting_id ON instruments (meeting, id);
CREATE INDEX ix_instruments_sort_title_id ON instruments (sort_title, id);

-- A topic of an instrument.
CREATE TABLE instrument_topics (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    topic          varchar(80) COLLATE "C" NOT NULL,
    position       integer                 NOT NULL,
    CONSTRAINT pk_instrument_topics PRIMARY KEY (instrument_id, topic),
    CONSTRAINT fk_instrument_topics_instrument_id
        FOREIGN KEY (instrument_id) REFERENCES instruments (id) ON DELETE CASCADE,
    CONSTRAINT fk_instrument_topics_topic FOREIGN KEY (topic) REFERENCES topics (id)
);
CREATE INDEX ix_instrument_topics_topic_instrument_id ON instrument_topics (topic, instrument_id);

-- How an instrument is related to another.
CREATE TABLE instrument_links (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    type           varchar(20) COLLATE "C" NOT NULL,
    to_instrument  varchar(80) COLLATE "C" NOT NULL,
    position       integer                 NOT NULL,
    CONSTRAINT pk_instrument_links PRIMARY KEY (instrument_id, type, to_instrument),
    CONSTRAINT fk_instrument_links_instrument_id
        FOREIGN KEY (instrument_id) REFERENCES instruments (id) ON DELETE CASCADE,
    CONSTRAINT fk_instrument_links_to_instrument FOREIGN KEY (to_instrument) REFERENCES instruments (id),
    CONSTRAINT ck_instrument_links_not_to_itself CHECK (to_instrument <> instrument_id),
    CONSTRAINT ck_instrument_links_type CHECK (type IN ('amends', 'replaces', 'implements', 'part_of'))
);
CREATE INDEX ix_instrument_links_to_instrument_type_instrument_id
    ON instrument_links (to_instrument, type, instrument_id);

-- What a participant did about an instrument. Only withdrawing and correcting change it afterwards.
CREATE TABLE participations (
    instrument_id     varchar(80) COLLATE "C"  NOT NULL,
    id                varchar(120) COLLATE "C" NOT NULL,
    entry             bigint                   NOT NULL,
    record_version    integer                  NOT NULL,
    recorded_at       timestamptz              NOT NULL,
    actor             varchar(300)             NOT NULL,
    withdrawn_at      timestamptz,
    withdrawn_by      varchar(300),
    participant       varchar(80) COLLATE "C"  NOT NULL,
    act               varchar(30) COLLATE "C"  NOT NULL,
    on_date           varchar(60),
    on_last_day       date,
    in_force          varchar(60),
    to_participant    varchar(80) COLLATE "C",
    text              text,
    withdrawn_reason  text,
    document          text                     NOT NULL,
    written           text                     NOT NULL,
    CONSTRAINT pk_participations PRIMARY KEY (instrument_id, id),
    CONSTRAINT uq_participations_entry UNIQUE (entry),
    CONSTRAINT fk_participations_instrument_id FOREIGN KEY (instrument_id) REFERENCES instruments (id) ON DELETE CASCADE,
    CONSTRAINT fk_participations_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_participations_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT fk_participations_to_participant FOREIGN KEY (to_participant) REFERENCES participants (id),
    CONSTRAINT ck_participations_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CONSTRAINT ck_participations_act CHECK (
        act IN (
            'endorsed', 'signed', 'ratified', 'accepted', 'approved', 'acceded', 'succeeded', 'provisionally_applied',
            'declared', 'reserved', 'reservation_withdrawn', 'objected', 'withdrew'
        )
    )
);
CREATE INDEX ix_participations_instrument_id_entry ON participations (instrument_id, entry);
CREATE INDEX ix_participations_instrument_id_on_last_day_entry ON participations (instrument_id, on_last_day, entry);
CREATE INDEX ix_participations_participant_entry ON participations (participant, entry);
CREATE INDEX ix_participations_act_entry ON participations (act, entry);
CREATE INDEX ix_participations_on_last_day_entry ON participations (on_last_day, entry);
CREATE INDEX ix_participations_to_participant ON participations (to_participant);

-- Where a participant stands to an instrument, and whether with reservations. It follows from its acts.
CREATE TABLE instrument_parties (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    participant    varchar(80) COLLATE "C" NOT NULL,
    standing       varchar(20) COLLATE "C" NOT NULL,
    reserves       boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_instrument_parties_reserves CHECK (reserves IN (0, 1)) */,
    CONSTRAINT pk_instrument_parties PRIMARY KEY (instrument_id, participant),
    CONSTRAINT fk_instrument_parties_instrument_id
        FOREIGN KEY (instrument_id) REFERENCES instruments (id) ON DELETE CASCADE,
    CONSTRAINT ck_instrument_parties_standing CHECK (
        standing IN ('bound', 'provisional', 'signatory', 'endorser', 'withdrew', 'none')
    )
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instrument_parties_participant_instrument_id ON instrument_parties (participant, instrument_id);
"""

# Pledges: what parties promised.
PLEDGES = """
-- What parties promised. Its status and basis follow from its status changes: stored to filter by.
CREATE TABLE pledges (
    id                            varchar(80) COLLATE "C"  NOT NULL,
    version                       integer                  NOT NULL,
    created_at                    timestamptz              NOT NULL,
    updated_at                    timestamptz              NOT NULL,
    language                      varchar(35) COLLATE "C",
    attestation                   varchar(20) COLLATE "C",
    disputed                      boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_disputed CHECK (disputed IN (0, 1)) */,
    wording_language     varchar(35) COLLATE "C",
    kind                 varchar(40) COLLATE "C",
    origin               varchar(20) COLLATE "C",
    strength             varchar(20) COLLATE "C",
    precision            varchar(20) COLLATE "C",
    legal_nature         varchar(40) COLLATE "C",
    joint                varchar(20) COLLATE "C"  NOT NULL,
    instrument           varchar(80) COLLATE "C",
    announced            varchar(60),
    announced_first_day  date,
    due                  varchar(60),
    due_last_day         date,
    due_moved            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_due_moved CHECK (due_moved IN (0, 1)) */,
    strength_in_force    varchar(20) COLLATE "C",
    review_on            varchar(60),
    review_first_day     date,
    criteria_after_verdict  boolean               NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_criteria_after_verdict CHECK (criteria_after_verdict IN (0, 1)) */,
    has_criteria         boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_has_criteria CHECK (has_criteria IN (0, 1)) */,
    has_wording          boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_has_wording CHECK (has_wording IN (0, 1)) */,
    has_baseline         boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_has_baseline CHECK (has_baseline IN (0, 1)) */,
    status               varchar(30) COLLATE "C"  NOT NULL,
    basis                varchar(20) COLLATE "C"  NOT NULL,
    fulfilled_late       boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_fulfilled_late CHECK (fulfilled_late IN (0, 1)) */,
    is_reversal          boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_is_reversal CHECK (is_reversal IN (0, 1)) */,
    overridden           boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_overridden CHECK (overridden IN (0, 1)) */,
    unknown_because      varchar(20) COLLATE "C",
    sort_title           varchar(300) COLLATE "C" NOT NULL,
    title                text                     NOT NULL,
    summary              text,
    wording_text         text,
    provision            text,
    due_text             text,
    place                text,
    criteria_fulfilled   text,
    criteria_partially_fulfilled  text,
    criteria_not_fulfilled        text,
    last_written                  text,
    document                      text                     NOT NULL,
    written                       text                     NOT NULL,
    CONSTRAINT pk_pledges PRIMARY KEY (id),
    CONSTRAINT fk_pledges_instrument FOREIGN KEY (instrument) REFERENCES instruments (id),
    CONSTRAINT ck_pledges_version CHECK (version > 0),
    CONSTRAINT ck_pledges_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_pledges_kind CHECK (
        kind IN (
            'operational', 'institutional', 'policy', 'legislative', 'financial', 'in_kind', 'infrastructure',
            'treaty_action', 'information_sharing', 'process', 'restraint', 'outcome'
        )
    ),
    CONSTRAINT ck_pledges_origin CHECK (origin IN ('agreed', 'declared', 'attributed')),
    CONSTRAINT ck_pledges_strength CHECK (strength IN ('firm', 'intention', 'exploratory')),
    CONSTRAINT ck_pledges_strength_in_force CHECK (strength_in_force IN ('firm', 'intention', 'exploratory')),
    CONSTRAINT ck_pledges_precision CHECK (precision IN ('specific', 'general')),
    CONSTRAINT ck_pledges_legal_nature CHECK (legal_nature IN ('legally_binding', 'not_legally_binding')),
    CONSTRAINT ck_pledges_joint CHECK (joint IN ('several', 'joint')),
    CONSTRAINT ck_pledges_status CHECK (
        status IN (
            'not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'suspended',
            'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'waived', 'superseded', 'not_assessable'
        )
    ),
    CONSTRAINT ck_pledges_basis CHECK (basis IN ('whole', 'promisors', 'none')),
    CONSTRAINT ck_pledges_unknown_because CHECK (unknown_because IN ('not_published', 'withheld'))
);
CREATE INDEX ix_pledges_updated_at_id ON pledges (updated_at, id);
CREATE INDEX ix_pledges_kind_id ON pledges (kind, id);
CREATE INDEX ix_pledges_origin_id ON pledges (origin, id);
CREATE INDEX ix_pledges_strength_in_force_id ON pledges (strength_in_force, id);
CREATE INDEX ix_pledges_due_moved_id ON pledges (due_moved, id);
CREATE INDEX ix_pledges_precision_id ON pledges (precision, id);
CREATE INDEX ix_pledges_instrument_id ON pledges (instrument, id);
CREATE INDEX ix_pledges_announced_first_day_id ON pledges (announced_first_day, id);
CREATE INDEX ix_pledges_due_last_day_id ON pledges (due_last_day, id);
CREATE INDEX ix_pledges_status_id ON pledges (status, id);
CREATE INDEX ix_pledges_status_announced_first_day_id ON pledges (status, announced_first_day, id);
CREATE INDEX ix_pledges_status_due_last_day_id ON pledges (status, due_last_day, id);
CREATE INDEX ix_pledges_fulfilled_late_id ON pledges (fulfilled_late, id);
CREATE INDEX ix_pledges_is_reversal_id ON pledges (is_reversal, id);
CREATE INDEX ix_pledges_overridden_id ON pledges (overridden, id);
CREATE INDEX ix_pledges_criteria_after_verdict_id ON pledges (criteria_after_verdict, id);
CREATE INDEX ix_pledges_unknown_because_id ON pledges (unknown_because, id);
CREATE INDEX ix_pledges_disputed_id ON pledges (disputed, id);
CREATE INDEX ix_pledges_attestation_id ON pledges (attestation, id);
CREATE INDEX ix_pledges_sort_title_id ON pledges (sort_title, id);

-- Where a pledge stands: as a whole (the subject is empty), and party by party. It follows from its parts.
CREATE TABLE standings (
    pledge_id        varchar(80) COLLATE "C"  NOT NULL,
    subject          varchar(80) COLLATE "C"  NOT NULL,
    is_promisor      boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_is_promisor CHECK (is_promisor IN (0, 1)) */,
    is_implementer   boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_is_implementer CHECK (is_implementer IN (0, 1)) */,
    status           varchar(30) COLLATE "C"  NOT NULL,
    basis            varchar(20) COLLATE "C"  NOT NULL,
    fulfilled_late   boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_fulfilled_late CHECK (fulfilled_late IN (0, 1)) */,
    is_reversal      boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_is_reversal CHECK (is_reversal IN (0, 1)) */,
    overridden       boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_overridden CHECK (overridden IN (0, 1)) */,
    unknown_because  varchar(20) COLLATE "C",
    CONSTRAINT pk_standings PRIMARY KEY (pledge_id, subject),
    CONSTRAINT fk_standings_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT ck_standings_status CHECK (
        status IN (
            'not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'suspended',
            'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'waived', 'superseded', 'not_assessable'
        )
    ),
    CONSTRAINT ck_standings_basis CHECK (basis IN ('whole', 'promisors', 'none')),
    CONSTRAINT ck_standings_unknown_because CHECK (unknown_because IN ('not_published', 'withheld'))
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_standings_subject_status_pledge_id ON standings (subject, status, pledge_id);

-- A topic of a pledge.
CREATE TABLE pledge_topics (
    pledge_id  varchar(80) COLLATE "C" NOT NULL,
    topic      varchar(80) COLLATE "C" NOT NULL,
    position   integer                 NOT NULL,
    CONSTRAINT pk_pledge_topics PRIMARY KEY (pledge_id, topic),
    CONSTRAINT fk_pledge_topics_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_pledge_topics_topic FOREIGN KEY (topic) REFERENCES topics (id)
);
CREATE INDEX ix_pledge_topics_topic_pledge_id ON pledge_topics (topic, pledge_id);

-- The meetings of a pledge: where it was made, or came up again.
CREATE TABLE pledge_meetings (
    pledge_id  varchar(80) COLLATE "C" NOT NULL,
    meeting    varchar(80) COLLATE "C" NOT NULL,
    role       varchar(20) COLLATE "C" NOT NULL,
    position   integer                 NOT NULL,
    CONSTRAINT pk_pledge_meetings PRIMARY KEY (pledge_id, meeting, role),
    CONSTRAINT fk_pledge_meetings_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_pledge_meetings_meeting FOREIGN KEY (meeting) REFERENCES meetings (id),
    CONSTRAINT ck_pledge_meetings_role CHECK (role IN ('made_at', 'reaffirmed_at', 'discussed_at', 'deliverable'))
);
CREATE INDEX ix_pledge_meetings_meeting_role_pledge_id ON pledge_meetings (meeting, role, pledge_id);

-- Who owes a pledge, to whom, and who else has a part in it.
CREATE TABLE parties (
    pledge_id    varchar(80) COLLATE "C" NOT NULL,
    participant  varchar(80) COLLATE "C" NOT NULL,
    role         varchar(20) COLLATE "C" NOT NULL,
    position     integer                 NOT NULL,
    began        varchar(60),
    ended        varchar(60),
    CONSTRAINT pk_parties PRIMARY KEY (pledge_id, participant, role),
    CONSTRAINT fk_parties_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_parties_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT ck_parties_role CHECK (
        role IN (
            'promisor', 'promisee', 'beneficiary', 'implementer', 'guarantor', 'verifier', 'directed_against'
        )
    )
);
CREATE INDEX ix_parties_participant_role_pledge_id ON parties (participant, role, pledge_id);

-- What must come about before a pledge binds.
CREATE TABLE conditions (
    pledge_id  varchar(80) COLLATE "C"  NOT NULL,
    id         varchar(120) COLLATE "C" NOT NULL,
    position   integer                  NOT NULL,
    waits_for  varchar(80) COLLATE "C",
    met_on     varchar(60),
    text       text                     NOT NULL,
    CONSTRAINT pk_conditions PRIMARY KEY (pledge_id, id),
    CONSTRAINT fk_conditions_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_conditions_waits_for FOREIGN KEY (waits_for) REFERENCES pledges (id)
);
CREATE INDEX ix_conditions_waits_for ON conditions (waits_for);

-- The conditions of a pledge that are in force, after what was amended: kept to filter by.
CREATE TABLE conditions_in_force (
    pledge_id      varchar(80) COLLATE "C"  NOT NULL,
    id             varchar(120) COLLATE "C" NOT NULL,
    waits_for      varchar(80) COLLATE "C",
    met_first_day  date,
    CONSTRAINT pk_conditions_in_force PRIMARY KEY (pledge_id, id),
    CONSTRAINT fk_conditions_in_force_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_conditions_in_force_waits_for FOREIGN KEY (waits_for) REFERENCES pledges (id)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_conditions_in_force_waits_for ON conditions_in_force (waits_for);

-- By what a pledge can be measured.
CREATE TABLE targets (
    pledge_id       varchar(80) COLLATE "C"  NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    position        integer                  NOT NULL,
    measure         varchar(20) COLLATE "C"  NOT NULL,
    direction       varchar(20) COLLATE "C"  NOT NULL,
    value           numeric(30, 10),
    lower           numeric(30, 10),
    upper           numeric(30, 10),
    aggregate       varchar(20) COLLATE "C"  NOT NULL,
    baseline_kind   varchar(20) COLLATE "C",
    baseline_value  numeric(30, 10),
    baseline_date   varchar(60),
    baseline_source varchar(80) COLLATE "C",
    indicator       text                     NOT NULL,
    unit            text,
    CONSTRAINT pk_targets PRIMARY KEY (pledge_id, id),
    CONSTRAINT fk_targets_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_targets_baseline_source FOREIGN KEY (baseline_source) REFERENCES sources (id),
    CONSTRAINT ck_targets_measure CHECK (measure IN ('count', 'percentage', 'currency', 'boolean')),
    CONSTRAINT ck_targets_direction CHECK (
        direction IN ('increase', 'decrease', 'at_least', 'at_most', 'between', 'exactly')
    ),
    CONSTRAINT ck_targets_aggregate CHECK (aggregate IN ('latest', 'sum')),
    CONSTRAINT ck_targets_baseline_kind CHECK (baseline_kind IN ('observed', 'projected')),
    CONSTRAINT ck_targets_baseline CHECK ((baseline_kind IS NULL) = (baseline_value IS NULL))
);
CREATE INDEX ix_targets_baseline_source ON targets (baseline_source);

-- How a pledge is related to another.
CREATE TABLE links (
    pledge_id  varchar(80) COLLATE "C" NOT NULL,
    type       varchar(20) COLLATE "C" NOT NULL,
    to_pledge  varchar(80) COLLATE "C" NOT NULL,
    position   integer                 NOT NULL,
    CONSTRAINT pk_links PRIMARY KEY (pledge_id, type, to_pledge),
    CONSTRAINT fk_links_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_links_to_pledge FOREIGN KEY (to_pledge) REFERENCES pledges (id),
    CONSTRAINT ck_links_not_to_itself CHECK (to_pledge <> pledge_id),
    CONSTRAINT ck_links_type CHECK (
        type IN ('part_of', 'supersedes', 'renews', 'matches', 'contradicts', 'implements')
    )
);
CREATE INDEX ix_links_to_pledge_pledge_id_type ON links (to_pledge, pledge_id, type);
"""

# Parts of pledges, each with a history of its own: `entry` is the one that wrote it.
PARTS_OF_PLEDGES = """
-- A judgement on a pledge, or on one promisor of it. Only withdrawing and citing change it afterwards.
CREATE TABLE status_changes (
    pledge_id               varchar(80) COLLATE "C"  NOT NULL,
    id                      varchar(120) COLLATE "C" NOT NULL,
    entry                   bigint                   NOT NULL,
    record_version          integer                  NOT NULL,
    recorded_at             timestamptz              NOT NULL,
    actor                   varchar(300)             NOT NULL,
    withdrawn_at            timestamptz,
    withdrawn_by            varchar(300),
    scheduled_for           date,
    party                   varchar(80) COLLATE "C",
    status                  varchar(30) COLLATE "C"  NOT NULL,
    effective_on            varchar(60)              NOT NULL,
    effective_last_day      date                     NOT NULL,
    announced_on            varchar(60),
    sources_reviewed_up_to  date,
    unknown_because         varchar(20) COLLATE "C",
    successor               varchar(80) COLLATE "C",
    is_reversal             boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_status_changes_is_reversal CHECK (is_reversal IN (0, 1)) */,
    reason                  text                     NOT NULL,
    as_published_scale      text,
    as_published_value      text,
    withdrawn_reason        text,
    document                text                     NOT NULL,
    written                 text                     NOT NULL,
    CONSTRAINT pk_status_changes PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_status_changes_entry UNIQUE (entry),
    CONSTRAINT fk_status_changes_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_status_changes_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_status_changes_party FOREIGN KEY (party) REFERENCES participants (id),
    CONSTRAINT fk_status_changes_successor FOREIGN KEY (successor) REFERENCES pledges (id),
    CONSTRAINT ck_status_changes_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CONSTRAINT ck_status_changes_status CHECK (
        status IN (
            'not_assessed', 'no_verified_progress', 'not_started', 'planned', 'in_progress', 'stalled', 'suspended',
            'partially_fulfilled', 'fulfilled', 'not_fulfilled', 'abandoned', 'waived', 'superseded', 'not_assessable'
        )
    ),
    CONSTRAINT ck_status_changes_unknown_because CHECK (unknown_because IN ('not_published', 'withheld'))
);
CREATE INDEX ix_status_changes_scheduled_for ON status_changes (scheduled_for) WHERE scheduled_for IS NOT NULL;
CREATE INDEX ix_status_changes_pledge_id_entry ON status_changes (pledge_id, entry);
CREATE INDEX ix_status_changes_pledge_id_effective_last_day_entry
    ON status_changes (pledge_id, effective_last_day, entry);
CREATE INDEX ix_status_changes_pledge_id_party_effective_last_day
    ON status_changes (pledge_id, party, effective_last_day);
CREATE INDEX ix_status_changes_pledge_id_effective_last_day_entry_standing ON status_changes (pledge_id, effective_last_day, entry)
    WHERE withdrawn_at IS NULL AND scheduled_for IS NULL;
CREATE INDEX ix_status_changes_party_entry ON status_changes (party, entry);
CREATE INDEX ix_status_changes_status_entry ON status_changes (status, entry);
CREATE INDEX ix_status_changes_effective_last_day_entry ON status_changes (effective_last_day, entry);
CREATE INDEX ix_status_changes_successor ON status_changes (successor);

-- A guard of evidence that a status change set aside, and why.
CREATE TABLE status_change_overrides (
    pledge_id         varchar(80) COLLATE "C"  NOT NULL,
    status_change_id  varchar(120) COLLATE "C" NOT NULL,
    guard             varchar(40) COLLATE "C"  NOT NULL,
    position          integer                  NOT NULL,
    reason            text                     NOT NULL,
    CONSTRAINT pk_status_change_overrides PRIMARY KEY (pledge_id, status_change_id, guard),
    CONSTRAINT fk_status_change_overrides_pledge_id_status_change_id
        FOREIGN KEY (pledge_id, status_change_id) REFERENCES status_changes (pledge_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_status_change_overrides_guard CHECK (
        guard IN (
            'citation', 'reviewed_up_to', 'concrete_action', 'target_met', 'due_or_breach', 'quotation',
            'reversal_evidence'
        )
    )
);

-- A judgement of one promisor in a period, which stands until it is superseded or withdrawn. Lists filter and
-- sort by the first day of the period; the latest is told by its last. `superseded` and `disputed` follow from
-- the other assessments of the pledge.
CREATE TABLE assessments (
    pledge_id            varchar(80) COLLATE "C"  NOT NULL,
    id                   varchar(120) COLLATE "C" NOT NULL,
    entry                bigint                   NOT NULL,
    record_version       integer                  NOT NULL,
    recorded_at          timestamptz              NOT NULL,
    actor                varchar(300)             NOT NULL,
    withdrawn_at         timestamptz,
    withdrawn_by         varchar(300),
    party                varchar(80) COLLATE "C"  NOT NULL,
    score                smallint                 NOT NULL,
    axis                 varchar(20) COLLATE "C"  NOT NULL,
    period               varchar(60)              NOT NULL,
    period_first_day     date,
    period_last_day      date                     NOT NULL,
    assessor             varchar(80) COLLATE "C"  NOT NULL,
    assessor_kind        varchar(20) COLLATE "C"  NOT NULL,
    supersedes           varchar(120) COLLATE "C",
    superseded           boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_assessments_superseded CHECK (superseded IN (0, 1)) */,
    disputed             boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_assessments_disputed CHECK (disputed IN (0, 1)) */,
    methodology          text,
    methodology_version  text,
    rationale            text,
    as_published_scale   text,
    as_published_value   text,
    withdrawn_reason     text,
    document             text                     NOT NULL,
    written              text                     NOT NULL,
    CONSTRAINT pk_assessments PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_assessments_entry UNIQUE (entry),
    CONSTRAINT fk_assessments_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_assessments_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_assessments_party FOREIGN KEY (party) REFERENCES participants (id),
    CONSTRAINT fk_assessments_assessor FOREIGN KEY (assessor) REFERENCES participants (id),
    CONSTRAINT ck_assessments_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CONSTRAINT ck_assessments_score CHECK (score BETWEEN -1 AND 1),
    CONSTRAINT ck_assessments_axis CHECK (axis IN ('completion', 'outcome')),
    CONSTRAINT ck_assessments_assessor_kind CHECK (
        assessor_kind IN ('self_report', 'promisee', 'independent', 'secretariat', 'media')
    )
);
CREATE INDEX ix_assessments_pledge_id_entry ON assessments (pledge_id, entry);
CREATE INDEX ix_assessments_pledge_id_period_first_day_entry ON assessments (pledge_id, period_first_day, entry);
CREATE INDEX ix_assessments_party_entry ON assessments (party, entry);
CREATE INDEX ix_assessments_period_first_day_entry ON assessments (period_first_day, entry);
CREATE INDEX ix_assessments_assessor_entry ON assessments (assessor, entry);

-- A value that a source reports for a period.
CREATE TABLE measurements (
    pledge_id         varchar(80) COLLATE "C"  NOT NULL,
    id                varchar(120) COLLATE "C" NOT NULL,
    entry             bigint                   NOT NULL,
    record_version    integer                  NOT NULL,
    recorded_at       timestamptz              NOT NULL,
    actor             varchar(300)             NOT NULL,
    withdrawn_at      timestamptz,
    withdrawn_by      varchar(300),
    target            varchar(120) COLLATE "C" NOT NULL,
    party             varchar(80) COLLATE "C",
    period            varchar(60)              NOT NULL,
    period_first_day  date,
    period_last_day   date                     NOT NULL,
    value             numeric(30, 10)          NOT NULL,
    note              text,
    withdrawn_reason  text,
    document          text                     NOT NULL,
    written           text                     NOT NULL,
    CONSTRAINT pk_measurements PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_measurements_entry UNIQUE (entry),
    CONSTRAINT fk_measurements_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_measurements_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_measurements_party FOREIGN KEY (party) REFERENCES participants (id),
    CONSTRAINT ck_measurements_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE INDEX ix_measurements_pledge_id_entry ON measurements (pledge_id, entry);
CREATE INDEX ix_measurements_pledge_id_period_first_day_entry ON measurements (pledge_id, period_first_day, entry);
CREATE INDEX ix_measurements_party ON measurements (party);

-- A step, when it is due and when it was done; of a target, what is to be reached by then. It is edited as it goes; `entry` is that of its last writing.
CREATE TABLE milestones (
    pledge_id       varchar(80) COLLATE "C"  NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    entry           bigint                   NOT NULL,
    record_version  integer                  NOT NULL,
    recorded_at     timestamptz              NOT NULL,
    actor           varchar(300)             NOT NULL,
    due             varchar(60),
    due_last_day    date,
    done_on         varchar(60),
    done_last_day   date,
    target          varchar(120) COLLATE "C",
    value           numeric(30, 10),
    title           text                     NOT NULL,
    document        text                     NOT NULL,
    written         text                     NOT NULL,
    CONSTRAINT pk_milestones PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_milestones_entry UNIQUE (entry),
    CONSTRAINT fk_milestones_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_milestones_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT ck_milestones_value CHECK (value IS NULL OR target IS NOT NULL)
);
CREATE INDEX ix_milestones_pledge_id_entry ON milestones (pledge_id, entry);
CREATE INDEX ix_milestones_pledge_id_due_last_day_entry ON milestones (pledge_id, due_last_day, entry);

-- What became of some fields of a pledge, from when on, and why. Only withdrawing and citing change it afterwards.
-- `changes` holds the fields as one text: what it leaves out is not changed.
CREATE TABLE amendments (
    pledge_id           varchar(80) COLLATE "C"  NOT NULL,
    id                  varchar(120) COLLATE "C" NOT NULL,
    entry               bigint                   NOT NULL,
    record_version      integer                  NOT NULL,
    recorded_at         timestamptz              NOT NULL,
    actor               varchar(300)             NOT NULL,
    withdrawn_at        timestamptz,
    withdrawn_by        varchar(300),
    scheduled_for       date,
    effective_on        varchar(60)              NOT NULL,
    effective_last_day  date                     NOT NULL,
    announced_on        varchar(60),
    changes             text                     NOT NULL,
    reason              text                     NOT NULL,
    withdrawn_reason    text,
    document            text                     NOT NULL,
    written             text                     NOT NULL,
    CONSTRAINT pk_amendments PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_amendments_entry UNIQUE (entry),
    CONSTRAINT fk_amendments_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_amendments_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT ck_amendments_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE INDEX ix_amendments_scheduled_for ON amendments (scheduled_for) WHERE scheduled_for IS NOT NULL;
CREATE INDEX ix_amendments_pledge_id_entry ON amendments (pledge_id, entry);
CREATE INDEX ix_amendments_pledge_id_effective_last_day_entry ON amendments (pledge_id, effective_last_day, entry);

-- Who agreed to an amendment.
CREATE TABLE amendment_agreements (
    pledge_id     varchar(80) COLLATE "C"  NOT NULL,
    amendment_id  varchar(120) COLLATE "C" NOT NULL,
    participant   varchar(80) COLLATE "C"  NOT NULL,
    position      integer                  NOT NULL,
    CONSTRAINT pk_amendment_agreements PRIMARY KEY (pledge_id, amendment_id, participant),
    CONSTRAINT fk_amendment_agreements_pledge_id_amendment_id
        FOREIGN KEY (pledge_id, amendment_id) REFERENCES amendments (pledge_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_amendment_agreements_participant FOREIGN KEY (participant) REFERENCES participants (id)
);
CREATE INDEX ix_amendment_agreements_participant ON amendment_agreements (participant);

-- How a participant takes a pledge, or a status change or an assessment of it. That it stands follows from the others.
CREATE TABLE pledge_positions (
    pledge_id         varchar(80) COLLATE "C"  NOT NULL,
    id                varchar(120) COLLATE "C" NOT NULL,
    entry             bigint                   NOT NULL,
    record_version    integer                  NOT NULL,
    recorded_at       timestamptz              NOT NULL,
    actor             varchar(300)             NOT NULL,
    withdrawn_at      timestamptz,
    withdrawn_by      varchar(300),
    about             varchar(160) COLLATE "C",
    participant       varchar(80) COLLATE "C"  NOT NULL,
    position          varchar(20) COLLATE "C"  NOT NULL,
    taken_on          varchar(60),
    taken_last_day    date,
    stands            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledge_positions_stands CHECK (stands IN (0, 1)) */,
    withdrawn_reason  text,
    document          text                     NOT NULL,
    written           text                     NOT NULL,
    CONSTRAINT pk_pledge_positions PRIMARY KEY (pledge_id, id),
    CONSTRAINT uq_pledge_positions_entry UNIQUE (entry),
    CONSTRAINT fk_pledge_positions_pledge_id FOREIGN KEY (pledge_id) REFERENCES pledges (id) ON DELETE CASCADE,
    CONSTRAINT fk_pledge_positions_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_pledge_positions_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT ck_pledge_positions_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CONSTRAINT ck_pledge_positions_position
        CHECK (position IN ('accepts', 'accepts_in_part', 'notes', 'rejects', 'no_answer'))
);
CREATE INDEX ix_pledge_positions_pledge_id_entry ON pledge_positions (pledge_id, entry);
CREATE INDEX ix_pledge_positions_pledge_id_taken_last_day_entry
    ON pledge_positions (pledge_id, taken_last_day, entry);
CREATE INDEX ix_pledge_positions_participant ON pledge_positions (participant);
"""

# Statements: what was said that is not a pledge.
STATEMENTS = """
-- Something that was said.
CREATE TABLE statements (
    id              varchar(80) COLLATE "C" NOT NULL,
    version         integer                 NOT NULL,
    created_at      timestamptz             NOT NULL,
    updated_at      timestamptz             NOT NULL,
    language        varchar(35) COLLATE "C",
    attestation     varchar(20) COLLATE "C",
    disputed        boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_statements_disputed CHECK (disputed IN (0, 1)) */,
    kind            varchar(20) COLLATE "C" NOT NULL,
    speaker         varchar(80) COLLATE "C",
    on_behalf_of    varchar(80) COLLATE "C",
    addressed_to    varchar(80) COLLATE "C",
    meeting         varchar(80) COLLATE "C",
    said            varchar(60),
    said_first_day  date,
    summary         text                    NOT NULL,
    attributed_to   text,
    channel         text,
    place           text,
    document        text                    NOT NULL,
    written         text                    NOT NULL,
    CONSTRAINT pk_statements PRIMARY KEY (id),
    CONSTRAINT fk_statements_speaker FOREIGN KEY (speaker) REFERENCES participants (id),
    CONSTRAINT fk_statements_on_behalf_of FOREIGN KEY (on_behalf_of) REFERENCES participants (id),
    CONSTRAINT fk_statements_addressed_to FOREIGN KEY (addressed_to) REFERENCES participants (id),
    CONSTRAINT fk_statements_meeting FOREIGN KEY (meeting) REFERENCES meetings (id),
    CONSTRAINT ck_statements_version CHECK (version > 0),
    CONSTRAINT ck_statements_one_voice CHECK (speaker IS NULL OR attributed_to IS NULL),
    CONSTRAINT ck_statements_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_statements_kind CHECK (
        kind IN (
            'denial', 'clarification', 'disagreement', 'demand', 'recommendation', 'offer', 'praise', 'criticism',
            'claim', 'forecast', 'need', 'view'
        )
    )
);
CREATE INDEX ix_statements_updated_at_id ON statements (updated_at, id);
CREATE INDEX ix_statements_kind_id ON statements (kind, id);
CREATE INDEX ix_statements_speaker_id ON statements (speaker, id);
CREATE INDEX ix_statements_on_behalf_of_id ON statements (on_behalf_of, id);
CREATE INDEX ix_statements_addressed_to_id ON statements (addressed_to, id);
CREATE INDEX ix_statements_meeting_id ON statements (meeting, id);
CREATE INDEX ix_statements_said_first_day_id ON statements (said_first_day, id);

-- A topic of a statement.
CREATE TABLE statement_topics (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    topic         varchar(80) COLLATE "C" NOT NULL,
    position      integer                 NOT NULL,
    CONSTRAINT pk_statement_topics PRIMARY KEY (statement_id, topic),
    CONSTRAINT fk_statement_topics_statement_id
        FOREIGN KEY (statement_id) REFERENCES statements (id) ON DELETE CASCADE,
    CONSTRAINT fk_statement_topics_topic FOREIGN KEY (topic) REFERENCES topics (id)
);
CREATE INDEX ix_statement_topics_topic_statement_id ON statement_topics (topic, statement_id);

-- A pledge that a statement speaks of.
CREATE TABLE statement_pledges (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    pledge        varchar(80) COLLATE "C" NOT NULL,
    position      integer                 NOT NULL,
    CONSTRAINT pk_statement_pledges PRIMARY KEY (statement_id, pledge),
    CONSTRAINT fk_statement_pledges_statement_id
        FOREIGN KEY (statement_id) REFERENCES statements (id) ON DELETE CASCADE,
    CONSTRAINT fk_statement_pledges_pledge FOREIGN KEY (pledge) REFERENCES pledges (id)
);
CREATE INDEX ix_statement_pledges_pledge_statement_id ON statement_pledges (pledge, statement_id);

-- How a statement is related to another.
CREATE TABLE statement_links (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    type          varchar(20) COLLATE "C" NOT NULL,
    to_statement  varchar(80) COLLATE "C" NOT NULL,
    position      integer                 NOT NULL,
    CONSTRAINT pk_statement_links PRIMARY KEY (statement_id, type, to_statement),
    CONSTRAINT fk_statement_links_statement_id
        FOREIGN KEY (statement_id) REFERENCES statements (id) ON DELETE CASCADE,
    CONSTRAINT fk_statement_links_to_statement FOREIGN KEY (to_statement) REFERENCES statements (id),
    CONSTRAINT ck_statement_links_type CHECK (type IN ('in_reply_to', 'denies', 'confirms', 'repeats')),
    CONSTRAINT ck_statement_links_not_to_itself CHECK (to_statement <> statement_id)
);
CREATE INDEX ix_statement_links_to_statement_type_statement_id ON statement_links (to_statement, type, statement_id);

-- How a participant takes a statement. That it stands follows from the others.
CREATE TABLE statement_positions (
    statement_id      varchar(80) COLLATE "C"  NOT NULL,
    id                varchar(120) COLLATE "C" NOT NULL,
    entry             bigint                   NOT NULL,
    record_version    integer                  NOT NULL,
    recorded_at       timestamptz              NOT NULL,
    actor             varchar(300)             NOT NULL,
    withdrawn_at      timestamptz,
    withdrawn_by      varchar(300),
    participant       varchar(80) COLLATE "C"  NOT NULL,
    position          varchar(20) COLLATE "C"  NOT NULL,
    taken_on          varchar(60),
    taken_last_day    date,
    stands            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_statement_positions_stands CHECK (stands IN (0, 1)) */,
    withdrawn_reason  text,
    document          text                     NOT NULL,
    written           text                     NOT NULL,
    CONSTRAINT pk_statement_positions PRIMARY KEY (statement_id, id),
    CONSTRAINT uq_statement_positions_entry UNIQUE (entry),
    CONSTRAINT fk_statement_positions_statement_id FOREIGN KEY (statement_id) REFERENCES statements (id) ON DELETE CASCADE,
    CONSTRAINT fk_statement_positions_entry FOREIGN KEY (entry) REFERENCES entries (number),
    CONSTRAINT fk_statement_positions_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT ck_statement_positions_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CONSTRAINT ck_statement_positions_position
        CHECK (position IN ('accepts', 'accepts_in_part', 'notes', 'rejects', 'no_answer'))
);
CREATE INDEX ix_statement_positions_statement_id_entry ON statement_positions (statement_id, entry);
CREATE INDEX ix_statement_positions_statement_id_taken_last_day_entry
    ON statement_positions (statement_id, taken_last_day, entry);
CREATE INDEX ix_statement_positions_participant ON statement_positions (participant);
"""

# Actions: what was done, by whom, and what that is to pledges.
ACTIONS = """
-- Something that was done.
CREATE TABLE actions (
    id                  varchar(80) COLLATE "C"  NOT NULL,
    version             integer                  NOT NULL,
    created_at          timestamptz              NOT NULL,
    updated_at          timestamptz              NOT NULL,
    language            varchar(35) COLLATE "C",
    attestation         varchar(20) COLLATE "C",
    disputed            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_actions_disputed CHECK (disputed IN (0, 1)) */,
    kind                varchar(40) COLLATE "C"  NOT NULL,
    happened            varchar(60),
    happened_first_day  date,
    amount_value        numeric(30, 10),
    amount_unit         varchar(3) COLLATE "C",
    instrument          varchar(80) COLLATE "C",
    sort_title          varchar(300) COLLATE "C" NOT NULL,
    title               text                     NOT NULL,
    summary             text,
    place               text,
    document            text                     NOT NULL,
    written             text                     NOT NULL,
    CONSTRAINT pk_actions PRIMARY KEY (id),
    CONSTRAINT fk_actions_instrument FOREIGN KEY (instrument) REFERENCES instruments (id),
    CONSTRAINT ck_actions_version CHECK (version > 0),
    CONSTRAINT ck_actions_attestation
        CHECK (attestation IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_actions_kind CHECK (
        kind IN (
            'legislation', 'regulation', 'appointment', 'budget', 'payment', 'deployment', 'construction', 'delivery',
            'institution', 'publication', 'negotiation', 'enforcement', 'other'
        )
    ),
    CONSTRAINT ck_actions_amount CHECK ((amount_value IS NULL) = (amount_unit IS NULL))
);
CREATE INDEX ix_actions_updated_at_id ON actions (updated_at, id);
CREATE INDEX ix_actions_kind_id ON actions (kind, id);
CREATE INDEX ix_actions_happened_first_day_id ON actions (happened_first_day, id);
CREATE INDEX ix_actions_instrument_id ON actions (instrument, id);
CREATE INDEX ix_actions_sort_title_id ON actions (sort_title, id);

-- Who did something, and for whom.
CREATE TABLE actors (
    action_id     varchar(80) COLLATE "C" NOT NULL,
    participant   varchar(80) COLLATE "C" NOT NULL,
    on_behalf_of  varchar(80) COLLATE "C",
    position      integer                 NOT NULL,
    CONSTRAINT pk_actors PRIMARY KEY (action_id, participant),
    CONSTRAINT fk_actors_action_id FOREIGN KEY (action_id) REFERENCES actions (id) ON DELETE CASCADE,
    CONSTRAINT fk_actors_participant FOREIGN KEY (participant) REFERENCES participants (id),
    CONSTRAINT fk_actors_on_behalf_of FOREIGN KEY (on_behalf_of) REFERENCES participants (id)
);
CREATE INDEX ix_actors_participant_action_id ON actors (participant, action_id);
CREATE INDEX ix_actors_on_behalf_of ON actors (on_behalf_of);

-- What an action is to a pledge.
CREATE TABLE action_about (
    action_id  varchar(80) COLLATE "C" NOT NULL,
    pledge     varchar(80) COLLATE "C" NOT NULL,
    relation   varchar(20) COLLATE "C" NOT NULL,
    position   integer                 NOT NULL,
    note       text,
    CONSTRAINT pk_action_about PRIMARY KEY (action_id, pledge),
    CONSTRAINT fk_action_about_action_id FOREIGN KEY (action_id) REFERENCES actions (id) ON DELETE CASCADE,
    CONSTRAINT fk_action_about_pledge FOREIGN KEY (pledge) REFERENCES pledges (id),
    CONSTRAINT ck_action_about_relation CHECK (
        relation IN ('carries_out', 'contributes', 'works_against', 'possibly_related')
    )
);
CREATE INDEX ix_action_about_pledge_action_id ON action_about (pledge, action_id);

-- An action that a status change rests on.
CREATE TABLE status_change_actions (
    pledge_id         varchar(80) COLLATE "C"  NOT NULL,
    status_change_id  varchar(120) COLLATE "C" NOT NULL,
    action            varchar(80) COLLATE "C"  NOT NULL,
    position          integer                  NOT NULL,
    CONSTRAINT pk_status_change_actions PRIMARY KEY (pledge_id, status_change_id, action),
    CONSTRAINT fk_status_change_actions_pledge_id_status_change_id
        FOREIGN KEY (pledge_id, status_change_id) REFERENCES status_changes (pledge_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_status_change_actions_action FOREIGN KEY (action) REFERENCES actions (id)
);
CREATE INDEX ix_status_change_actions_action ON status_change_actions (action);
"""

# History in the shape of the present: a twin for each table that lists and statistics filter by, with the same columns
# and when the ledger said so, from `from_entry` until before `to_entry`; where it moves with the world's days, on which of
# them, from `from_day` until before `to_day`. What still holds ends at entry 2^62.
HISTORY = """
-- The columns of sources that filters and sorts look at: a row each time that one of them changes.
CREATE TABLE sources_history (
    id                   varchar(80) COLLATE "C"  NOT NULL,
    to_entry             bigint                   NOT NULL,
    from_entry           bigint                   NOT NULL,
    kind                 varchar(40) COLLATE "C"  NOT NULL,
    language             varchar(35) COLLATE "C",
    published_first_day  date,
    sort_title           varchar(300) COLLATE "C" NOT NULL,
    publisher            text,
    CONSTRAINT pk_sources_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_sources_history_published_first_day_id ON sources_history (published_first_day, id);
CREATE INDEX ix_sources_history_sort_title_id ON sources_history (sort_title, id);

-- The same of participants.
CREATE TABLE participants_history (
    id               varchar(80) COLLATE "C"  NOT NULL,
    to_entry         bigint                   NOT NULL,
    from_entry       bigint                   NOT NULL,
    kind             varchar(40) COLLATE "C"  NOT NULL,
    country          varchar(20) COLLATE "C",
    began_first_day  date,
    ended_last_day   date,
    sort_name        varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_participants_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_participants_history_sort_name_id ON participants_history (sort_name, id);

-- The same of topics.
CREATE TABLE topics_history (
    id          varchar(80) COLLATE "C"  NOT NULL,
    to_entry    bigint                   NOT NULL,
    from_entry  bigint                   NOT NULL,
    parent      varchar(80) COLLATE "C",
    sort_name   varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_topics_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_topics_history_parent_id ON topics_history (parent, id);
CREATE INDEX ix_topics_history_sort_name_id ON topics_history (sort_name, id);

-- The same of meetings.
CREATE TABLE meetings_history (
    id                varchar(80) COLLATE "C"  NOT NULL,
    to_entry          bigint                   NOT NULL,
    from_entry        bigint                   NOT NULL,
    form              varchar(40) COLLATE "C"  NOT NULL,
    rank              varchar(20) COLLATE "C",
    status            varchar(20) COLLATE "C"  NOT NULL,
    country           varchar(20) COLLATE "C",
    part_of           varchar(80) COLLATE "C",
    starts_first_day  date,
    sort_title        varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_meetings_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_meetings_history_part_of_id ON meetings_history (part_of, id);
CREATE INDEX ix_meetings_history_sort_title_id ON meetings_history (sort_title, id);
CREATE INDEX ix_meetings_history_starts_first_day_id ON meetings_history (starts_first_day, id);

-- The same of instruments.
CREATE TABLE instruments_history (
    id                  varchar(80) COLLATE "C"  NOT NULL,
    to_entry            bigint                   NOT NULL,
    from_entry          bigint                   NOT NULL,
    kind                varchar(40) COLLATE "C"  NOT NULL,
    legal_nature        varchar(40) COLLATE "C",
    meeting             varchar(80) COLLATE "C",
    adopted_first_day   date,
    in_force_first_day  date,
    ended_first_day     date,
    sort_title          varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_instruments_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instruments_history_adopted_first_day_id ON instruments_history (adopted_first_day, id);
CREATE INDEX ix_instruments_history_in_force_first_day_id ON instruments_history (in_force_first_day, id);
CREATE INDEX ix_instruments_history_meeting_id ON instruments_history (meeting, id);
CREATE INDEX ix_instruments_history_sort_title_id ON instruments_history (sort_title, id);

-- The same of pledges.
CREATE TABLE pledges_history (
    id                   varchar(80) COLLATE "C"  NOT NULL,
    to_entry             bigint                   NOT NULL,
    from_entry           bigint                   NOT NULL,
    kind                 varchar(40) COLLATE "C",
    origin               varchar(20) COLLATE "C",
    precision            varchar(20) COLLATE "C",
    legal_nature         varchar(40) COLLATE "C",
    joint                varchar(20) COLLATE "C"  NOT NULL,
    instrument           varchar(80) COLLATE "C",
    announced_first_day  date,
    review_first_day     date,
    has_criteria         boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledges_history_has_criteria CHECK (has_criteria IN (0, 1)) */,
    sort_title           varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_pledges_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_pledges_history_announced_first_day_id ON pledges_history (announced_first_day, id);
CREATE INDEX ix_pledges_history_instrument_id ON pledges_history (instrument, id);
CREATE INDEX ix_pledges_history_sort_title_id ON pledges_history (sort_title, id);

-- The same of statements.
CREATE TABLE statements_history (
    id              varchar(80) COLLATE "C" NOT NULL,
    to_entry        bigint                  NOT NULL,
    from_entry      bigint                  NOT NULL,
    kind            varchar(20) COLLATE "C" NOT NULL,
    speaker         varchar(80) COLLATE "C",
    on_behalf_of    varchar(80) COLLATE "C",
    addressed_to    varchar(80) COLLATE "C",
    meeting         varchar(80) COLLATE "C",
    said_first_day  date,
    CONSTRAINT pk_statements_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_statements_history_said_first_day_id ON statements_history (said_first_day, id);

-- The same of actions.
CREATE TABLE actions_history (
    id                  varchar(80) COLLATE "C"  NOT NULL,
    to_entry            bigint                   NOT NULL,
    from_entry          bigint                   NOT NULL,
    kind                varchar(40) COLLATE "C"  NOT NULL,
    instrument          varchar(80) COLLATE "C",
    happened_first_day  date,
    sort_title          varchar(300) COLLATE "C" NOT NULL,
    CONSTRAINT pk_actions_history PRIMARY KEY (id, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_actions_history_happened_first_day_id ON actions_history (happened_first_day, id);
CREATE INDEX ix_actions_history_instrument_id ON actions_history (instrument, id);
CREATE INDEX ix_actions_history_sort_title_id ON actions_history (sort_title, id);

-- The topics of pledges.
CREATE TABLE pledge_topics_history (
    pledge_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    topic       varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_pledge_topics_history PRIMARY KEY (pledge_id, to_entry, topic)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_pledge_topics_history_topic_pledge_id_from_entry_to_entry
    ON pledge_topics_history (topic, pledge_id, from_entry, to_entry);

-- The topics of meetings.
CREATE TABLE meeting_topics_history (
    meeting_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    topic       varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_meeting_topics_history PRIMARY KEY (meeting_id, to_entry, topic)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_meeting_topics_history_topic_meeting_id_from_entry_to_entry
    ON meeting_topics_history (topic, meeting_id, from_entry, to_entry);

-- The topics of statements.
CREATE TABLE statement_topics_history (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry      bigint                  NOT NULL,
    topic         varchar(80) COLLATE "C" NOT NULL,
    from_entry    bigint                  NOT NULL,
    CONSTRAINT pk_statement_topics_history PRIMARY KEY (statement_id, to_entry, topic)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_statement_topics_history_topic ON statement_topics_history (topic, statement_id, from_entry, to_entry);

-- The pledges that statements speak of.
CREATE TABLE statement_pledges_history (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry      bigint                  NOT NULL,
    pledge        varchar(80) COLLATE "C" NOT NULL,
    from_entry    bigint                  NOT NULL,
    CONSTRAINT pk_statement_pledges_history PRIMARY KEY (statement_id, to_entry, pledge)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_statement_pledges_history_pledge
    ON statement_pledges_history (pledge, statement_id, from_entry, to_entry);

-- How statements are related to others.
CREATE TABLE statement_links_history (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry      bigint                  NOT NULL,
    to_statement  varchar(80) COLLATE "C" NOT NULL,
    type          varchar(20) COLLATE "C" NOT NULL,
    from_entry    bigint                  NOT NULL,
    CONSTRAINT pk_statement_links_history PRIMARY KEY (statement_id, to_entry, to_statement, type)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_statement_links_history_to_statement
    ON statement_links_history (to_statement, type, statement_id, from_entry, to_entry);

-- The topics of instruments.
CREATE TABLE instrument_topics_history (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry       bigint                  NOT NULL,
    topic          varchar(80) COLLATE "C" NOT NULL,
    from_entry     bigint                  NOT NULL,
    CONSTRAINT pk_instrument_topics_history PRIMARY KEY (instrument_id, to_entry, topic)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instrument_topics_history_topic
    ON instrument_topics_history (topic, instrument_id, from_entry, to_entry);

-- How instruments were related.
CREATE TABLE instrument_links_history (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry       bigint                  NOT NULL,
    to_instrument  varchar(80) COLLATE "C" NOT NULL,
    type           varchar(20) COLLATE "C" NOT NULL,
    from_entry     bigint                  NOT NULL,
    CONSTRAINT pk_instrument_links_history PRIMARY KEY (instrument_id, to_entry, to_instrument, type)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instrument_links_history_to_instrument
    ON instrument_links_history (to_instrument, type, instrument_id, from_entry, to_entry);

-- Who did something, and for whom.
CREATE TABLE actors_history (
    action_id     varchar(80) COLLATE "C" NOT NULL,
    to_entry      bigint                  NOT NULL,
    participant   varchar(80) COLLATE "C" NOT NULL,
    from_entry    bigint                  NOT NULL,
    on_behalf_of  varchar(80) COLLATE "C",
    CONSTRAINT pk_actors_history PRIMARY KEY (action_id, to_entry, participant)
) /* SQLite: WITHOUT ROWID */;

-- What actions were to pledges.
CREATE TABLE action_about_history (
    action_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    pledge      varchar(80) COLLATE "C" NOT NULL,
    relation    varchar(20) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_action_about_history PRIMARY KEY (action_id, to_entry, pledge, relation)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_action_about_history_pledge
    ON action_about_history (pledge, relation, action_id, from_entry, to_entry);

-- The meetings of pledges.
CREATE TABLE pledge_meetings_history (
    pledge_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    meeting     varchar(80) COLLATE "C" NOT NULL,
    role        varchar(20) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_pledge_meetings_history PRIMARY KEY (pledge_id, to_entry, meeting, role)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_pledge_meetings_history_meeting
    ON pledge_meetings_history (meeting, role, pledge_id, from_entry, to_entry);

-- The parties to pledges.
CREATE TABLE parties_history (
    pledge_id    varchar(80) COLLATE "C" NOT NULL,
    to_entry     bigint                  NOT NULL,
    participant  varchar(80) COLLATE "C" NOT NULL,
    role         varchar(20) COLLATE "C" NOT NULL,
    from_entry   bigint                  NOT NULL,
    CONSTRAINT pk_parties_history PRIMARY KEY (pledge_id, to_entry, participant, role)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_parties_history_participant ON parties_history (participant, role, pledge_id, from_entry, to_entry);

-- The links of pledges.
CREATE TABLE links_history (
    pledge_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    to_pledge   varchar(80) COLLATE "C" NOT NULL,
    type        varchar(20) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_links_history PRIMARY KEY (pledge_id, to_entry, to_pledge, type)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_links_history_to_pledge_type_pledge_id_from_entry_to_entry
    ON links_history (to_pledge, type, pledge_id, from_entry, to_entry);

-- Who attended meetings, and on whose behalf.
CREATE TABLE attendance_history (
    meeting_id    varchar(80) COLLATE "C"  NOT NULL,
    to_entry      bigint                   NOT NULL,
    id            varchar(120) COLLATE "C" NOT NULL,
    from_entry    bigint                   NOT NULL,
    participant   varchar(80) COLLATE "C",
    on_behalf_of  varchar(80) COLLATE "C",
    CONSTRAINT pk_attendance_history PRIMARY KEY (meeting_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;

-- What participants were part of.
CREATE TABLE memberships_history (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry        bigint                  NOT NULL,
    part_of         varchar(80) COLLATE "C" NOT NULL,
    from_entry      bigint                  NOT NULL,
    CONSTRAINT pk_memberships_history PRIMARY KEY (participant_id, to_entry, part_of)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_memberships_history_part_of ON memberships_history (part_of, participant_id, from_entry, to_entry);

-- In whose place participants came.
CREATE TABLE successions_history (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry        bigint                  NOT NULL,
    succeeds        varchar(80) COLLATE "C" NOT NULL,
    from_entry      bigint                  NOT NULL,
    CONSTRAINT pk_successions_history PRIMARY KEY (participant_id, to_entry, succeeds)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_successions_history_succeeds ON successions_history (succeeds, participant_id, from_entry, to_entry);

-- Of which bodies persons held an office.
CREATE TABLE offices_history (
    participant_id  varchar(80) COLLATE "C"  NOT NULL,
    to_entry        bigint                   NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    from_entry      bigint                   NOT NULL,
    body            varchar(80) COLLATE "C",
    CONSTRAINT pk_offices_history PRIMARY KEY (participant_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_offices_history_body_participant_id_from_entry_to_entry
    ON offices_history (body, participant_id, from_entry, to_entry);

-- Tags, alike for all.
CREATE TABLE source_tags_history (
    source_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    tag         varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_source_tags_history PRIMARY KEY (source_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_source_tags_history_tag_source_id_from_entry_to_entry
    ON source_tags_history (tag, source_id, from_entry, to_entry);

CREATE TABLE participant_tags_history (
    participant_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry        bigint                  NOT NULL,
    tag             varchar(80) COLLATE "C" NOT NULL,
    from_entry      bigint                  NOT NULL,
    CONSTRAINT pk_participant_tags_history PRIMARY KEY (participant_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_participant_tags_history_tag ON participant_tags_history (tag, participant_id, from_entry, to_entry);

CREATE TABLE topic_tags_history (
    topic_id    varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    tag         varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_topic_tags_history PRIMARY KEY (topic_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_topic_tags_history_tag_topic_id_from_entry_to_entry
    ON topic_tags_history (tag, topic_id, from_entry, to_entry);

CREATE TABLE meeting_tags_history (
    meeting_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    tag         varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_meeting_tags_history PRIMARY KEY (meeting_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_meeting_tags_history_tag_meeting_id_from_entry_to_entry
    ON meeting_tags_history (tag, meeting_id, from_entry, to_entry);

CREATE TABLE pledge_tags_history (
    pledge_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    tag         varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_pledge_tags_history PRIMARY KEY (pledge_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_pledge_tags_history_tag_pledge_id_from_entry_to_entry
    ON pledge_tags_history (tag, pledge_id, from_entry, to_entry);

CREATE TABLE statement_tags_history (
    statement_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry      bigint                  NOT NULL,
    tag           varchar(80) COLLATE "C" NOT NULL,
    from_entry    bigint                  NOT NULL,
    CONSTRAINT pk_statement_tags_history PRIMARY KEY (statement_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_statement_tags_history_tag_statement_id_from_entry_to_entry
    ON statement_tags_history (tag, statement_id, from_entry, to_entry);

CREATE TABLE instrument_tags_history (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry       bigint                  NOT NULL,
    tag            varchar(80) COLLATE "C" NOT NULL,
    from_entry     bigint                  NOT NULL,
    CONSTRAINT pk_instrument_tags_history PRIMARY KEY (instrument_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instrument_tags_history_tag
    ON instrument_tags_history (tag, instrument_id, from_entry, to_entry);

CREATE TABLE action_tags_history (
    action_id   varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    tag         varchar(80) COLLATE "C" NOT NULL,
    from_entry  bigint                  NOT NULL,
    CONSTRAINT pk_action_tags_history PRIMARY KEY (action_id, to_entry, tag)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_action_tags_history_tag_action_id_from_entry_to_entry
    ON action_tags_history (tag, action_id, from_entry, to_entry);

-- Where pledges stood on which days: as a whole (the subject is empty), and party by party.
CREATE TABLE standings_history (
    pledge_id        varchar(80) COLLATE "C"  NOT NULL,
    to_entry         bigint                   NOT NULL,
    to_day           date                     NOT NULL,
    subject          varchar(80) COLLATE "C"  NOT NULL,
    from_entry       bigint                   NOT NULL,
    from_day         date                     NOT NULL,
    is_promisor      boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_history_is_promisor CHECK (is_promisor IN (0, 1)) */,
    is_implementer   boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_history_is_implementer CHECK (is_implementer IN (0, 1)) */,
    status           varchar(30) COLLATE "C"  NOT NULL,
    basis            varchar(20) COLLATE "C"  NOT NULL,
    fulfilled_late   boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_history_fulfilled_late CHECK (fulfilled_late IN (0, 1)) */,
    is_reversal      boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_history_is_reversal CHECK (is_reversal IN (0, 1)) */,
    overridden       boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_standings_history_overridden CHECK (overridden IN (0, 1)) */,
    unknown_because  varchar(20) COLLATE "C",
    CONSTRAINT pk_standings_history PRIMARY KEY (pledge_id, to_entry, to_day, subject)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_standings_history_subject
    ON standings_history (subject, status, pledge_id, from_entry, to_entry, from_day, to_day);

-- What was in force of pledges on which days, after what was amended: due and strength.
CREATE TABLE terms_history (
    pledge_id          varchar(80) COLLATE "C" NOT NULL,
    to_entry           bigint                  NOT NULL,
    from_day           date                    NOT NULL,
    from_entry         bigint                  NOT NULL,
    to_day             date                    NOT NULL,
    due_last_day       date,
    due_moved          boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_terms_history_due_moved CHECK (due_moved IN (0, 1)) */,
    strength_in_force  varchar(20) COLLATE "C",
    has_wording        boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_terms_history_has_wording CHECK (has_wording IN (0, 1)) */,
    has_baseline       boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_terms_history_has_baseline CHECK (has_baseline IN (0, 1)) */,
    CONSTRAINT pk_terms_history PRIMARY KEY (pledge_id, to_entry, from_day)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_terms_history_due_last_day_pledge_id ON terms_history (due_last_day, pledge_id);

-- The conditions of pledges that were in force, on which days.
CREATE TABLE conditions_in_force_history (
    pledge_id      varchar(80) COLLATE "C"  NOT NULL,
    to_entry       bigint                   NOT NULL,
    id             varchar(120) COLLATE "C" NOT NULL,
    from_day       date                     NOT NULL,
    from_entry     bigint                   NOT NULL,
    to_day         date                     NOT NULL,
    waits_for      varchar(80) COLLATE "C",
    met_first_day  date,
    CONSTRAINT pk_conditions_in_force_history PRIMARY KEY (pledge_id, to_entry, id, from_day)
) /* SQLite: WITHOUT ROWID */;

-- What each amendment that stood changed of what is filtered by, and what was said first (without an id).
CREATE TABLE amendments_history (
    pledge_id           varchar(80) COLLATE "C"  NOT NULL,
    to_entry            bigint                   NOT NULL,
    id                  varchar(120) COLLATE "C" NOT NULL,
    from_entry          bigint                   NOT NULL,
    effective_last_day  date                     NOT NULL,
    entry               bigint                   NOT NULL,
    changes             text                     NOT NULL,
    CONSTRAINT pk_amendments_history PRIMARY KEY (pledge_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;

-- The status changes that stood: neither withdrawn nor of a record that was gone.
CREATE TABLE status_changes_history (
    pledge_id               varchar(80) COLLATE "C"  NOT NULL,
    to_entry                bigint                   NOT NULL,
    effective_last_day      date                     NOT NULL,
    entry                   bigint                   NOT NULL,
    from_entry              bigint                   NOT NULL,
    id                      varchar(120) COLLATE "C" NOT NULL,
    party                   varchar(80) COLLATE "C",
    status                  varchar(30) COLLATE "C"  NOT NULL,
    overridden              boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_status_changes_history_overridden CHECK (overridden IN (0, 1)) */,
    unknown_because         varchar(20) COLLATE "C",
    sources_reviewed_up_to  date,
    CONSTRAINT pk_status_changes_history PRIMARY KEY (pledge_id, to_entry, effective_last_day, entry)
) /* SQLite: WITHOUT ROWID */;

-- The criteria of pledges: for which status, and which entry wrote them.
CREATE TABLE criteria_history (
    pledge_id    varchar(80) COLLATE "C" NOT NULL,
    to_entry     bigint                  NOT NULL,
    status       varchar(30) COLLATE "C" NOT NULL,
    from_entry   bigint                  NOT NULL,
    written_by   bigint                  NOT NULL,
    fingerprint  varchar(64)             NOT NULL,
    CONSTRAINT pk_criteria_history PRIMARY KEY (pledge_id, to_entry, status)
) /* SQLite: WITHOUT ROWID */;

-- The assessments: whether each stood, was superseded, or was withdrawn.
CREATE TABLE assessments_history (
    pledge_id         varchar(80) COLLATE "C"  NOT NULL,
    to_entry          bigint                   NOT NULL,
    id                varchar(120) COLLATE "C" NOT NULL,
    from_entry        bigint                   NOT NULL,
    party             varchar(80) COLLATE "C"  NOT NULL,
    axis              varchar(20) COLLATE "C"  NOT NULL,
    score             smallint                 NOT NULL,
    assessor          varchar(80) COLLATE "C"  NOT NULL,
    assessor_kind     varchar(20) COLLATE "C"  NOT NULL,
    period            varchar(60)              NOT NULL,
    period_first_day  date,
    period_last_day   date                     NOT NULL,
    entry             bigint                   NOT NULL,
    supersedes        varchar(120) COLLATE "C",
    withdrawn         boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_assessments_history_withdrawn CHECK (withdrawn IN (0, 1)) */,
    stands            boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_assessments_history_stands CHECK (stands IN (0, 1)) */,
    CONSTRAINT pk_assessments_history PRIMARY KEY (pledge_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;

-- The participation acts that stood.
CREATE TABLE participations_history (
    instrument_id   varchar(80) COLLATE "C"  NOT NULL,
    to_entry        bigint                   NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    from_entry      bigint                   NOT NULL,
    participant     varchar(80) COLLATE "C"  NOT NULL,
    act             varchar(30) COLLATE "C"  NOT NULL,
    to_participant  varchar(80) COLLATE "C",
    on_last_day     date,
    entry           bigint                   NOT NULL,
    CONSTRAINT pk_participations_history PRIMARY KEY (instrument_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;

-- Where participants stood to instruments, on which days.
CREATE TABLE instrument_parties_history (
    instrument_id  varchar(80) COLLATE "C" NOT NULL,
    to_entry       bigint                  NOT NULL,
    to_day         date                    NOT NULL,
    participant    varchar(80) COLLATE "C" NOT NULL,
    from_entry     bigint                  NOT NULL,
    from_day       date                    NOT NULL,
    standing       varchar(20) COLLATE "C" NOT NULL,
    reserves       boolean                 NOT NULL
        /* SQLite: CONSTRAINT ck_instrument_parties_history_reserves CHECK (reserves IN (0, 1)) */,
    CONSTRAINT pk_instrument_parties_history PRIMARY KEY (instrument_id, to_entry, to_day, participant)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_instrument_parties_history_participant_instrument_id
    ON instrument_parties_history (participant, instrument_id);

-- The citations with an account that conflicts with what is recorded, or with another: of which part, from which day.
CREATE TABLE disputes_history (
    collection  varchar(40) COLLATE "C"  NOT NULL,
    record      varchar(80) COLLATE "C"  NOT NULL,
    to_entry    bigint                   NOT NULL,
    part        varchar(160) COLLATE "C" NOT NULL,
    item        varchar(160) COLLATE "C" NOT NULL,
    from_day    date                     NOT NULL,
    from_entry  bigint                   NOT NULL,
    to_day      date                     NOT NULL,
    CONSTRAINT pk_disputes_history PRIMARY KEY (collection, record, to_entry, part, item, from_day)
) /* SQLite: WITHOUT ROWID */;

-- The best voice among the supporting citations of records.
CREATE TABLE attestations_history (
    collection   varchar(40) COLLATE "C" NOT NULL,
    record       varchar(80) COLLATE "C" NOT NULL,
    to_entry     bigint                  NOT NULL,
    from_entry   bigint                  NOT NULL,
    attestation  varchar(20) COLLATE "C",
    CONSTRAINT pk_attestations_history PRIMARY KEY (collection, record, to_entry)
) /* SQLite: WITHOUT ROWID */;

-- The sources that records referred to: in which part, and in which item of it.
CREATE TABLE record_references_history (
    from_record      varchar(80) COLLATE "C"  NOT NULL,
    from_collection  varchar(40) COLLATE "C"  NOT NULL,
    to_entry         bigint                   NOT NULL,
    part             varchar(160) COLLATE "C" NOT NULL,
    item             varchar(160) COLLATE "C" NOT NULL,
    to_collection    varchar(40) COLLATE "C"  NOT NULL,
    to_record        varchar(80) COLLATE "C"  NOT NULL,
    from_day         date                     NOT NULL,
    from_entry       bigint                   NOT NULL,
    to_day           date                     NOT NULL,
    CONSTRAINT pk_record_references_history PRIMARY KEY (from_record, from_collection, to_entry, part, item, to_collection, to_record, from_day)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_record_references_history_to
    ON record_references_history (to_record, from_collection, from_record, from_entry, to_entry);

-- When records had last changed.
CREATE TABLE updates_history (
    collection  varchar(40) COLLATE "C" NOT NULL,
    record      varchar(80) COLLATE "C" NOT NULL,
    to_entry    bigint                  NOT NULL,
    from_entry  bigint                  NOT NULL,
    updated_at  timestamptz             NOT NULL,
    CONSTRAINT pk_updates_history PRIMARY KEY (collection, record, to_entry)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_updates_history_collection_updated_at_record ON updates_history (collection, updated_at, record);

-- The positions on pledges while they were there.
CREATE TABLE pledge_positions_history (
    pledge_id       varchar(80) COLLATE "C"  NOT NULL,
    to_entry        bigint                   NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    from_entry      bigint                   NOT NULL,
    participant     varchar(80) COLLATE "C"  NOT NULL,
    position        varchar(20) COLLATE "C"  NOT NULL,
    about           varchar(160) COLLATE "C",
    taken_last_day  date,
    entry           bigint                   NOT NULL,
    withdrawn       boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_pledge_positions_history_withdrawn CHECK (withdrawn IN (0, 1)) */,
    CONSTRAINT pk_pledge_positions_history PRIMARY KEY (pledge_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;

-- The positions on statements while they were there.
CREATE TABLE statement_positions_history (
    statement_id    varchar(80) COLLATE "C"  NOT NULL,
    to_entry        bigint                   NOT NULL,
    id              varchar(120) COLLATE "C" NOT NULL,
    from_entry      bigint                   NOT NULL,
    participant     varchar(80) COLLATE "C"  NOT NULL,
    position        varchar(20) COLLATE "C"  NOT NULL,
    taken_last_day  date,
    entry           bigint                   NOT NULL,
    withdrawn       boolean                  NOT NULL
        /* SQLite: CONSTRAINT ck_statement_positions_history_withdrawn CHECK (withdrawn IN (0, 1)) */,
    CONSTRAINT pk_statement_positions_history PRIMARY KEY (statement_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;
"""

# What every record has, a table a kind of record.
OF_EVERY_RECORD = """
-- What people call the record beside its title: words that it is filed under.
CREATE TABLE {record}_tags (
    {record}_id  varchar(80) COLLATE "C" NOT NULL,
    tag          varchar(80) COLLATE "C" NOT NULL,
    position     integer                 NOT NULL,
    CONSTRAINT pk_{record}_tags PRIMARY KEY ({record}_id, tag),
    CONSTRAINT fk_{record}_tags_{record}_id FOREIGN KEY ({record}_id) REFERENCES {records} (id) ON DELETE CASCADE
);
CREATE INDEX ix_{record}_tags_tag_{record}_id ON {record}_tags (tag, {record}_id);

-- What the record is in another scheme: the scheme, a colon and its code there.
CREATE TABLE {record}_classifications (
    {record}_id  varchar(80) COLLATE "C"  NOT NULL,
    code         varchar(351) COLLATE "C" NOT NULL,
    position     integer                  NOT NULL,
    CONSTRAINT pk_{record}_classifications PRIMARY KEY ({record}_id, code),
    CONSTRAINT fk_{record}_classifications_{record}_id
        FOREIGN KEY ({record}_id) REFERENCES {records} (id) ON DELETE CASCADE
);
CREATE INDEX ix_{record}_classifications_code_{record}_id ON {record}_classifications (code, {record}_id);

-- What other registers call the record: the register, a colon and the id there.
CREATE TABLE {record}_external_ids (
    {record}_id  varchar(80) COLLATE "C"  NOT NULL,
    code         varchar(351) COLLATE "C" NOT NULL,
    position     integer                  NOT NULL,
    CONSTRAINT pk_{record}_external_ids PRIMARY KEY ({record}_id, code),
    CONSTRAINT fk_{record}_external_ids_{record}_id
        FOREIGN KEY ({record}_id) REFERENCES {records} (id) ON DELETE CASCADE
);
CREATE INDEX ix_{record}_external_ids_code_{record}_id ON {record}_external_ids (code, {record}_id);

-- What the record is called in another language, and its summary there.
CREATE TABLE {record}_translations (
    {record}_id  varchar(80) COLLATE "C" NOT NULL,
    language     varchar(35) COLLATE "C" NOT NULL,
    position     integer                 NOT NULL,
    label        text,
    summary      text,
    CONSTRAINT pk_{record}_translations PRIMARY KEY ({record}_id, language),
    CONSTRAINT fk_{record}_translations_{record}_id
        FOREIGN KEY ({record}_id) REFERENCES {records} (id) ON DELETE CASCADE
);

-- Where a source speaks of the record: a W3C TextQuoteSelector, and what it is evidence of.
CREATE TABLE {record}_citations (
    {record}_id        varchar(80) COLLATE "C"  NOT NULL,
    id                 varchar(120) COLLATE "C" NOT NULL,
    position           integer                  NOT NULL,
    cited_source       varchar(80) COLLATE "C"  NOT NULL,
    speaker            varchar(80) COLLATE "C",
    voice              varchar(20) COLLATE "C",
    relation           varchar(20) COLLATE "C"  NOT NULL,
    act                varchar(20) COLLATE "C",
    account_field      varchar(40) COLLATE "C",
    account_conflicts  boolean
        /* SQLite: CONSTRAINT ck_{record}_citations_account_conflicts CHECK (account_conflicts IN (0, 1)) */,
    page               text,
    section            text,
    attributed_to      text,
    quote_exact        text,
    quote_prefix       text,
    quote_suffix       text,
    account_value      text,
    note               text,
    CONSTRAINT pk_{record}_citations PRIMARY KEY ({record}_id, id),
    CONSTRAINT fk_{record}_citations_{record}_id FOREIGN KEY ({record}_id) REFERENCES {records} (id) ON DELETE CASCADE,
    CONSTRAINT fk_{record}_citations_cited_source FOREIGN KEY (cited_source) REFERENCES sources (id),
    CONSTRAINT fk_{record}_citations_speaker FOREIGN KEY (speaker) REFERENCES participants (id),
    CONSTRAINT ck_{record}_citations_voice
        CHECK (voice IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_{record}_citations_relation CHECK (relation IN ('supports', 'contradicts', 'context')),
    CONSTRAINT ck_{record}_citations_act CHECK (act IN ('announcement', 'concrete_action')),
    CONSTRAINT ck_{record}_citations_account CHECK ((account_field IS NULL) = (account_value IS NULL))
);
CREATE INDEX ix_{record}_citations_cited_source ON {record}_citations (cited_source);
CREATE INDEX ix_{record}_citations_speaker ON {record}_citations (speaker);

-- Which sources were cited, in whose voice, and whether that was in support.
CREATE TABLE {record}_citations_history (
    {record}_id   varchar(80) COLLATE "C"  NOT NULL,
    to_entry      bigint                   NOT NULL,
    id            varchar(120) COLLATE "C" NOT NULL,
    from_entry    bigint                   NOT NULL,
    voice         varchar(20) COLLATE "C",
    relation      varchar(20) COLLATE "C"  NOT NULL,
    cited_source  varchar(80) COLLATE "C"  NOT NULL,
    CONSTRAINT pk_{record}_citations_history PRIMARY KEY ({record}_id, to_entry, id)
) /* SQLite: WITHOUT ROWID */;
"""

# What the codes of every record were.
HISTORY_OF_EVERY_RECORD = """
-- The codes of records in the schemes of others.
CREATE TABLE {record}_classifications_history (
    {record}_id  varchar(80) COLLATE "C"  NOT NULL,
    to_entry     bigint                   NOT NULL,
    code         varchar(351) COLLATE "C" NOT NULL,
    from_entry   bigint                   NOT NULL,
    CONSTRAINT pk_{record}_classifications_history PRIMARY KEY ({record}_id, to_entry, code)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX ix_{record}_classifications_history_code
    ON {record}_classifications_history (code, {record}_id, from_entry, to_entry);

-- The same of their ids elsewhere.
CREATE TABLE {record}_external_ids_history (
    {record}_id  varchar(80) COLLATE "C"  NOT NULL,
    to_entry     bigint                   NOT NULL,
    code         varchar(351) COLLATE "C" NOT NULL,
    from_entry   bigint                   NOT NULL,
    CONSTRAINT pk_{record}_external_ids_history PRIMARY KEY ({record}_id, to_entry, code)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX {external_ids_index}
    ON {record}_external_ids_history (code, {record}_id, from_entry, to_entry);
"""

# What every part with a history of its own has, a table a kind of part.
OF_EVERY_PART = """
-- Where a source speaks of the part: see the citations of records.
CREATE TABLE {part}_citations (
    {owner}_id         varchar(80) COLLATE "C"  NOT NULL,
    {noun}_id          varchar(120) COLLATE "C" NOT NULL,
    id                 varchar(120) COLLATE "C" NOT NULL,
    position           integer                  NOT NULL,
    cited_source       varchar(80) COLLATE "C"  NOT NULL,
    speaker            varchar(80) COLLATE "C",
    voice              varchar(20) COLLATE "C",
    relation           varchar(20) COLLATE "C"  NOT NULL,
    act                varchar(20) COLLATE "C",
    account_field      varchar(40) COLLATE "C",
    account_conflicts  boolean
        /* SQLite: CONSTRAINT ck_{part}_citations_account_conflicts CHECK (account_conflicts IN (0, 1)) */,
    page               text,
    section            text,
    attributed_to      text,
    quote_exact        text,
    quote_prefix       text,
    quote_suffix       text,
    account_value      text,
    note               text,
    CONSTRAINT pk_{part}_citations PRIMARY KEY ({owner}_id, {noun}_id, id),
    CONSTRAINT fk_{part}_citations_{owner}_id_{noun}_id
        FOREIGN KEY ({owner}_id, {noun}_id) REFERENCES {part}s ({owner}_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_{part}_citations_cited_source FOREIGN KEY (cited_source) REFERENCES sources (id),
    CONSTRAINT fk_{part}_citations_speaker FOREIGN KEY (speaker) REFERENCES participants (id),
    CONSTRAINT ck_{part}_citations_voice
        CHECK (voice IN ('document', 'on_record', 'anonymous', 'reporter', 'inference')),
    CONSTRAINT ck_{part}_citations_relation CHECK (relation IN ('supports', 'contradicts', 'context')),
    CONSTRAINT ck_{part}_citations_act CHECK (act IN ('announcement', 'concrete_action')),
    CONSTRAINT ck_{part}_citations_account CHECK ((account_field IS NULL) = (account_value IS NULL))
);
CREATE INDEX ix_{part}_citations_cited_source ON {part}_citations (cited_source);
CREATE INDEX ix_{part}_citations_speaker ON {part}_citations (speaker);
CREATE INDEX ix_{part}_citations_{owner}_id ON {part}_citations ({owner}_id) WHERE account_field IS NOT NULL;
"""

# The index of words: each database has its own. The words and their weights are made by the program.
SEARCH = {
    # Beyond ASCII this tokenizer takes every character for a letter; `=` begins a stem.
    "sqlite": """
CREATE VIRTUAL TABLE search_words USING fts5 (
    title, names, texts, evidence, tokenize = "ascii tokenchars '='"
);
""",
    "postgresql": """
CREATE TABLE search_words (
    rowid  bigint PRIMARY KEY,
    words  tsvector NOT NULL
);
CREATE INDEX ix_search_words_words ON search_words USING gin (words);
""",
}

# Entries are never changed, replaced or deleted, whoever asks: a body and its salt alone can be blanked, together.
CHANGED = """
    NEW.number {differs} OLD.number OR NEW.at {differs} OLD.at OR NEW.actor {differs} OLD.actor
    OR NEW.request {differs} OLD.request OR NEW.data_set {differs} OLD.data_set
    OR NEW.collection {differs} OLD.collection
    OR NEW.record {differs} OLD.record OR NEW.version {differs} OLD.version OR NEW.part {differs} OLD.part
    OR NEW.operation {differs} OLD.operation OR NEW.form {differs} OLD.form OR NEW.digest {differs} OLD.digest
    OR NEW.previous {differs} OLD.previous OR NEW.hash {differs} OLD.hash
    OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL
"""
REFUSAL = "entries are never changed or deleted; a body can be redacted, together with its salt"
PROTECTION = {
    "sqlite": [
        f"CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"""
CREATE TRIGGER entries_never_changed BEFORE UPDATE ON entries WHEN {CHANGED.format(differs="IS NOT")}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
""",
        # INSERT OR REPLACE deletes without asking the trigger for it.
        f"""
CREATE TRIGGER entries_never_replaced BEFORE INSERT ON entries WHEN
    EXISTS (SELECT 1 FROM entries WHERE number = NEW.number)
    OR EXISTS (
        SELECT 1 FROM entries
        WHERE collection = NEW.collection AND record = NEW.record AND version = NEW.version
    )
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
""",
    ],
    "postgresql": [
        f"""
CREATE FUNCTION refuse_change_of_entries() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
""",
        """
CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_entries()
""",
        f"""
CREATE TRIGGER entries_never_changed BEFORE UPDATE ON entries
FOR EACH ROW WHEN ({CHANGED.format(differs="IS DISTINCT FROM")}) EXECUTE FUNCTION refuse_change_of_entries()
""",
        """
CREATE TRIGGER entries_never_truncated BEFORE TRUNCATE ON entries
EXECUTE FUNCTION refuse_change_of_entries()
""",
    ],
}


def _external_ids_index(record: str) -> str:
    """Return what an index is called: in full, where PostgreSQL takes so many characters."""
    short = f"ix_{record}_external_ids_history_code"
    full = f"{short}_{record}_id_from_entry_to_entry"
    return full if len(full) <= LONGEST_NAME else short


LONGEST_NAME = 63
RECORDS = ("source", "participant", "topic", "meeting", "instrument", "pledge", "statement", "action")
PARTS = (
    *(("pledge", part, part) for part in ("status_change", "assessment", "measurement", "milestone", "amendment")),
    *((owner, f"{owner}_position", "position") for owner in ("pledge", "statement")),
    ("instrument", "participation", "participation"),
)
TABLES = "\n".join(
    [
        *(ACCESS, LEDGER, PROJECTIONS, SOURCES, PARTICIPANTS, TOPICS, MEETINGS, INSTRUMENTS, PLEDGES, PARTS_OF_PLEDGES),
        *(STATEMENTS, ACTIONS, HISTORY),
        *(OF_EVERY_RECORD.format(record=record, records=f"{record}s") for record in RECORDS),
        *(
            HISTORY_OF_EVERY_RECORD.format(record=record, external_ids_index=_external_ids_index(record))
            for record in RECORDS
        ),
        *(OF_EVERY_PART.format(owner=owner, part=part, noun=noun) for owner, part, noun in PARTS),
    ]
)
ON_SQLITE = {
    r' COLLATE "C"': "",  # what it does anyway
    r"\btimestamptz\b": "varchar(27)",  # as 2026-11-22T03:14:33.123456Z: sorts as text
    r"\bdate\b": "varchar(10)",
    r"\bnumeric\(30, 10\)": "text",  # it has no exact number
    r"\bbytea\b": "blob",
    r"\bbigint /\* SQLite: rowid \*/": "integer",  # a key by which it finds a row at once
    r"/\* SQLite: (.*?) \*/": r"\1",
}

# With a digest of what is made, by which databases of drafts before 0.3.0 were told apart; a test holds it to that.
revision = "0001.ee29a36a"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    database = op.get_context().dialect.name
    _run(_in_words_of(database, TABLES))
    _run(SEARCH[database])
    for statement in PROTECTION[database]:
        op.execute(statement)


def downgrade() -> None:
    """Take everything away, what refers before what is referred to. On SQLite triggers go with their table."""
    op.execute("DROP TABLE search_words")
    for table in reversed(re.findall(r"CREATE TABLE (\w+)", TABLES)):
        op.execute(f"DROP TABLE {table}")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_entries")


def _in_words_of(database: str, statements: str) -> str:
    if database == "sqlite":
        for words, others in ON_SQLITE.items():
            statements = re.sub(words, others, statements)
    return statements


def _run(statements: str) -> None:
    for statement in filter(str.strip, re.split(r";$", statements, flags=re.MULTILINE)):
        op.execute(statement)
