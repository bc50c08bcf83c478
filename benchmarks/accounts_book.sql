-- A made-up book for the benchmark of accounts: seeded by a hash of each row's number, of any size.
-- Placeholders: {terms} (rows), {folder}. Of 10 terms there are 4 customers (5% of them with two records) and 4.5
-- policies of six lines. Most terms last a year; 2% are shorter, 1% run for up to 6 years; 4% are cancelled, half of those
-- with a stated return; 1% have no premium; 70% have their own commission; 2% are changed; 10% have a claim.
CREATE MACRO drawn(number, place) AS (hash(number, 20261123, place) % 1000000)::BIGINT;

COPY (
    SELECT format('P{:09d}', i) AS party_id, format('C{:09d}', i % greatest({terms} * 4 // 10, 1)) AS customer_id
    FROM range({terms} * 42 // 100 + 1) AS r(i)
) TO '{folder}/identities.parquet' (COMPRESSION zstd);

COPY (
    SELECT format('L{:09d}', i) AS policy_id,
           format('P{:09d}', (hash(i, 20261123, 1) % ({terms} * 42 // 100 + 1))::BIGINT) AS party_id,
           ['motor_compulsory', 'motor_commercial', 'home', 'accident', 'property', 'liability'][1 + drawn(i, 2) % 6] AS line,
           NULL::VARCHAR AS product, ['direct', 'agent', 'broker', 'dealer'][1 + drawn(i, 3) % 4] AS channel,
           NULL::VARCHAR AS producer_id,
           format('company/province {:02d}/city {:02d}', drawn(i, 4) % 30, drawn(i, 5) % 10) AS branch,
           DATE '2019-01-01' + (drawn(i, 6) % 1000)::INTEGER AS first_inception_date,
           DATE '2018-12-01' + (drawn(i, 6) % 1000)::INTEGER AS known_date
    FROM range({terms} * 45 // 100 + 1) AS r(i)
) TO '{folder}/policies.parquet' (COMPRESSION zstd);

COPY (
    WITH numbered AS (
        SELECT i, i % ({terms} * 45 // 100 + 1) AS policy, (i // ({terms} * 45 // 100 + 1))::INTEGER AS renewal
        FROM range({terms}) AS r(i)
    ), begun AS (
        SELECT *, DATE '2019-01-01' + (drawn(policy, 6) % 1000 + renewal * 365)::INTEGER AS inception_date FROM numbered
    ), ended AS (
        SELECT *, CASE WHEN drawn(i, 10) < 20000 THEN inception_date + (1 + drawn(i, 11) % 200)::INTEGER
                       WHEN drawn(i, 10) < 30000 THEN inception_date + (400 + drawn(i, 11) % 1800)::INTEGER
                       ELSE (inception_date + INTERVAL 1 YEAR)::DATE END AS expiry_date
        FROM begun
    ), cancelled AS (
        SELECT *, CASE WHEN drawn(i, 12) < 40000
                       THEN inception_date + (drawn(i, 13) % (expiry_date - inception_date + 1))::INTEGER END AS cancellation_date,
               CASE WHEN drawn(i, 14) >= 10000 THEN ((20000 + drawn(i, 15) % 500000) / 100)::DECIMAL(18, 2) END AS written_premium
        FROM ended
    )
    SELECT format('T{:09d}', i) AS term_id, format('L{:09d}', policy) AS policy_id, inception_date, expiry_date, cancellation_date,
           cancellation_date AS cancellation_known_date, written_premium,
           CASE WHEN drawn(i, 12) < 20000 THEN (written_premium / 3)::DECIMAL(18, 2) END AS return_premium,
           CASE WHEN drawn(i, 16) < 700000 THEN (written_premium / 8)::DECIMAL(18, 2) END AS commission,
           (written_premium * 500)::DECIMAL(18, 2) AS sum_insured, NULL::DECIMAL(18, 2) AS deductible,
           inception_date - 3 AS known_date
    FROM cancelled
) TO '{folder}/terms.parquet' (COMPRESSION zstd);

COPY (
    SELECT format('E{:09d}', file_row_number) AS endorsement_id, term_id,
           inception_date + (drawn(file_row_number, 20) % (expiry_date - inception_date))::INTEGER AS effective_date,
           ((drawn(file_row_number, 21) - 300000) / 1000)::DECIMAL(18, 2) AS premium_change,
           NULL::DECIMAL(18, 2) AS commission_change, NULL::VARCHAR AS description, inception_date AS known_date
    FROM read_parquet('{folder}/terms.parquet', file_row_number = TRUE) WHERE drawn(file_row_number, 22) < 20000
) TO '{folder}/endorsements.parquet' (COMPRESSION zstd);

COPY (
    WITH hit AS (
        SELECT *, inception_date + (drawn(file_row_number, 30) % (expiry_date - inception_date))::INTEGER AS occurred_date
        FROM read_parquet('{folder}/terms.parquet', file_row_number = TRUE) WHERE drawn(file_row_number, 31) < 100000
    )
    SELECT format('K{:09d}', file_row_number) AS claim_id, policy_id,
           CASE WHEN drawn(file_row_number, 32) < 950000 THEN term_id END AS term_id, occurred_date,
           occurred_date + 5 AS reported_date, NULL::DATE AS closed_date, NULL::VARCHAR AS peril, NULL::VARCHAR AS cause,
           NULL::BIGINT AS claim_count, (drawn(file_row_number, 33) / 50)::DECIMAL(18, 2) AS paid,
           (drawn(file_row_number, 34) / 1000)::DECIMAL(18, 2) AS outstanding, occurred_date + 90 AS valued_date,
           occurred_date + 5 AS known_date
    FROM hit
) TO '{folder}/claims.parquet' (COMPRESSION zstd);
