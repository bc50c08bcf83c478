-- The floor for the intake of the Spanish book: plain SQL that reads the file with types and writes the same tables.
-- It judges nothing, numbers no rows, keeps no texts for rejects, and passes over rows that cannot be read.

CREATE TEMP TABLE read AS
SELECT *, row_number() OVER () AS place
FROM read_csv(
    '{file}', delim = ';', header = true, nullstr = ['NA', ''], ignore_errors = true, dateformat = '%d/%m/%Y',
    types = {
        'ID': 'VARCHAR', 'Date_start_contract': 'DATE', 'Date_last_renewal': 'DATE', 'Date_next_renewal': 'DATE',
        'Date_birth': 'DATE', 'Date_driving_licence': 'DATE', 'Date_lapse': 'DATE', 'Distribution_channel': 'VARCHAR',
        'Payment': 'VARCHAR', 'Premium': 'DECIMAL(18, 2)', 'Cost_claims_year': 'DECIMAL(18, 2)',
        'Value_vehicle': 'DECIMAL(18, 2)', 'N_claims_year': 'BIGINT', 'Type_risk': 'BIGINT',
        'Year_matriculation': 'BIGINT', 'Power': 'BIGINT', 'Cylinder_capacity': 'BIGINT', 'N_doors': 'BIGINT',
        'Weight': 'BIGINT', 'Length': 'DOUBLE', 'Area': 'BOOLEAN', 'Second_driver': 'BOOLEAN', 'Type_fuel': 'VARCHAR'
    }
);

CREATE TEMP TABLE policy_years AS
SELECT
    *,
    'es:' || "ID" AS policy_id,
    'es:' || "ID" || '/' || strftime("Date_last_renewal", '%Y%m%d') AS term_id,
    coalesce("Date_lapse" <= "Date_last_renewal", false) AS is_declined,
    CASE WHEN "Date_lapse" > "Date_last_renewal" AND "Date_lapse" < "Date_next_renewal" THEN "Date_lapse" END AS cancelled,
    lag("Premium") OVER (PARTITION BY "ID" ORDER BY "Date_last_renewal") AS expiring,
    CASE "Type_risk" WHEN 1 THEN 'motorbike' WHEN 2 THEN 'van' WHEN 3 THEN 'car' WHEN 4 THEN 'agricultural' END AS vehicle,
    least(coalesce(cancelled, "Date_next_renewal"), DATE '2018-12-31') AS observed_until,
    1::BIGINT AS batch_number
FROM read;

COPY (
    SELECT policy_id AS party_id, 'spanish_motor' AS source, 'person' AS kind, "Date_birth" AS birth_date,
        "Date_driving_licence" AS licence_date, "Date_start_contract" AS known_date, batch_number
    FROM policy_years
    QUALIFY row_number() OVER (PARTITION BY policy_id ORDER BY "Date_start_contract", place) = 1
) TO '{folder}/parties.parquet' (COMPRESSION zstd);

COPY (
    SELECT policy_id, policy_id AS party_id, 'motor' AS line, vehicle AS product,
        CASE "Distribution_channel" WHEN '0' THEN 'agent' WHEN '1' THEN 'broker' END AS channel, 'spain' AS branch,
        "Date_start_contract" AS first_inception_date, "Date_start_contract" AS known_date, batch_number
    FROM policy_years
    QUALIFY row_number() OVER (PARTITION BY policy_id ORDER BY "Date_start_contract", place) = 1
) TO '{folder}/policies.parquet' (COMPRESSION zstd);

COPY (
    SELECT term_id, policy_id, "Date_last_renewal" AS inception_date, "Date_next_renewal" AS expiry_date,
        cancelled AS cancellation_date, cancelled AS cancellation_known_date, "Premium" AS written_premium,
        "Date_last_renewal" AS known_date, batch_number
    FROM policy_years
    WHERE NOT is_declined
) TO '{folder}/terms.parquet' (COMPRESSION zstd);

COPY (
    SELECT term_id AS offer_id, policy_id, "Date_last_renewal" AS renewal_date, expiring AS expiring_premium,
        "Premium" AS offered_premium,
        CASE WHEN NOT is_declined THEN 'accepted' WHEN "Date_lapse" = "Date_last_renewal" THEN 'declined' ELSE 'withdrawn' END
            AS outcome,
        least(coalesce("Date_lapse", "Date_last_renewal"), "Date_last_renewal") AS decided_date,
        least(coalesce("Date_lapse", "Date_last_renewal"), "Date_last_renewal") AS known_date, batch_number
    FROM policy_years
    WHERE "Date_last_renewal" > "Date_start_contract" OR is_declined
) TO '{folder}/renewal_offers.parquet' (COMPRESSION zstd);

COPY (
    SELECT term_id, "Date_last_renewal" AS known_date, vehicle AS vehicle_kind, "Area" AS is_urban,
        "Second_driver" AS has_second_driver, "Year_matriculation" AS registration_year, "Power" AS power,
        "Cylinder_capacity" AS cylinder_capacity, "Value_vehicle" AS vehicle_value, "N_doors" AS door_count,
        CASE "Type_fuel" WHEN 'P' THEN 'petrol' WHEN 'D' THEN 'diesel' END AS fuel, "Length" AS length, "Weight" AS weight,
        CASE "Payment" WHEN '0' THEN 'yearly' WHEN '1' THEN 'half-yearly' END AS payment, batch_number
    FROM policy_years
    WHERE NOT is_declined
) TO '{folder}/factors_motor.parquet' (COMPRESSION zstd);

COPY (
    SELECT term_id AS claim_id, policy_id, CASE WHEN NOT is_declined THEN term_id END AS term_id,
        CASE WHEN is_declined THEN "Date_lapse"
             ELSE "Date_last_renewal" + date_diff('day', "Date_last_renewal", observed_until)::INTEGER // 2 END
            AS occurred_date,
        CASE WHEN is_declined THEN least("Date_lapse", DATE '2018-12-31') ELSE observed_until END AS reported_date,
        "N_claims_year" AS claim_count, "Cost_claims_year" AS paid, reported_date AS valued_date,
        reported_date AS known_date, batch_number
    FROM policy_years
    WHERE "N_claims_year" > 0 OR "Cost_claims_year" > 0
) TO '{folder}/claims.parquet' (COMPRESSION zstd);
