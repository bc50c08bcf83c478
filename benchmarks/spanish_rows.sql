-- A book of the shape of the Spanish motor portfolio: one row a policy year, ';' between fields, dates as dd/mm/yyyy.
-- Seeded: every draw is a hash of the contract, a word and the seed, so that the same seed gives the same file.
-- Variables: rows, seed, bad_share (of rows whose date of birth does not exist); the file's name is filled in.

CREATE OR REPLACE TEMP MACRO draw(contract, word) AS (hash(contract, word, getvariable('seed')) % 1000003) / 1000003.0;

CREATE OR REPLACE TEMP TABLE contracts AS
SELECT
    contract,
    DATE '2015-11-01' + CAST(floor(draw(contract, 'start') * 420) AS INTEGER) AS begun,
    1 + CAST(floor(draw(contract, 'years') * 3) AS INTEGER) AS years,
    DATE '1940-01-01' + CAST(floor(draw(contract * 4 // 5, 'birth') * 20000) AS INTEGER) AS born,
    draw(contract, 'lapse') AS lapse,
    draw(contract, 'kind') AS kind,
    draw(contract, 'value') AS value
FROM range(1, CAST(getvariable('rows') * 0.6 AS BIGINT) + 100) AS numbers(contract)
WHERE NOT (month(begun) = 2 AND day(begun) = 29);

CREATE OR REPLACE TEMP TABLE policy_years AS
SELECT
    *,
    contract * 10 + place AS policy_year,
    CAST(begun + to_years(CAST(place AS INTEGER)) AS DATE) AS renewed,
    CAST(begun + to_years(CAST(place + 1 AS INTEGER)) AS DATE) AS renews,
    CAST(begun + to_years(years - 1) AS DATE) AS last_renewed
FROM contracts, range(3) AS places(place)
WHERE place < years
ORDER BY contract, place
LIMIT getvariable('rows');

COPY (
    SELECT
        contract AS "ID",
        strftime(begun, '%d/%m/%Y') AS "Date_start_contract",
        strftime(renewed, '%d/%m/%Y') AS "Date_last_renewal",
        strftime(renews, '%d/%m/%Y') AS "Date_next_renewal",
        CASE WHEN draw(policy_year, 'wrong') < getvariable('bad_share') THEN '31/02/1970' ELSE strftime(born, '%d/%m/%Y') END AS "Date_birth",
        strftime(born + 6700 + CAST(floor(draw(contract, 'licence') * 4000) AS INTEGER), '%d/%m/%Y') AS "Date_driving_licence",
        CAST(draw(contract, 'channel') < 0.45 AS INTEGER) AS "Distribution_channel",
        3 AS "Seniority",
        1 AS "Policies_in_force",
        1 AS "Max_policies",
        1 AS "Max_products",
        CAST(lapse < 0.3 AS INTEGER) AS "Lapse",
        CASE
            WHEN lapse < 0.15 AND years > 1 THEN strftime(last_renewed, '%d/%m/%Y')
            WHEN lapse < 0.3 THEN strftime(last_renewed + 1 + CAST(floor(value * 360) AS INTEGER), '%d/%m/%Y')
        END AS "Date_lapse",
        CAST(draw(contract, 'payment') < 0.3 AS INTEGER) AS "Payment",
        printf('%.2f', 80 + 900 * value * draw(policy_year, 'premium')) AS "Premium",
        printf('%.2f', CASE WHEN draw(policy_year, 'claim') < 0.2 THEN 900 * draw(policy_year, 'cost') ELSE 0 END)
            AS "Cost_claims_year",
        CASE WHEN draw(policy_year, 'claim') < 0.2 THEN 1 + CAST(floor(draw(policy_year, 'count') * 2) AS INTEGER) ELSE 0 END
            AS "N_claims_year",
        0 AS "N_claims_history",
        0 AS "R_Claims_history",
        CASE WHEN kind < 0.08 THEN 1 WHEN kind < 0.2 THEN 2 WHEN kind < 0.99 THEN 3 ELSE 4 END AS "Type_risk",
        CAST(draw(contract, 'area') < 0.3 AS INTEGER) AS "Area",
        CAST(draw(contract, 'second') < 0.12 AS INTEGER) AS "Second_driver",
        1990 + CAST(floor(value * 28) AS INTEGER) AS "Year_matriculation",
        40 + CAST(floor(value * 160) AS INTEGER) AS "Power",
        600 + CAST(floor(value * 2000) AS INTEGER) AS "Cylinder_capacity",
        printf('%.2f', 2000 + value * 40000) AS "Value_vehicle",
        CASE WHEN kind < 0.08 THEN 0 ELSE 5 END AS "N_doors",
        CASE WHEN draw(contract, 'fuel') < 0.02 THEN 'NA' WHEN draw(contract, 'fuel') < 0.6 THEN 'D' ELSE 'P' END AS "Type_fuel",
        CASE WHEN kind < 0.1 THEN 'NA' ELSE printf('%.3f', 3.5 + value) END AS "Length",
        180 + CAST(floor(value * 1500) AS INTEGER) AS "Weight"
    FROM policy_years
) TO '{file}' (HEADER, DELIMITER ';');
