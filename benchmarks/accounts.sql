-- The accounts by hand: the same rules as `kehu.stages.accounts` under the rates of the default `kehu.toml`, in the
-- engine's own SQL, tuned as one tunes it: texts of few values stand as one number while grouping, whole cents, one pass.
-- Variable: as_of (a date). Views: policies, terms, endorsements, claims, identities.
CREATE TEMP TABLE cells AS
SELECT (row_number() OVER ())::INTEGER AS cell, line, channel, branch,
       CASE WHEN channel = 'direct' THEN 0 ELSE 120000 END AS commission_rate
FROM (SELECT DISTINCT line, channel, branch FROM policies WHERE known_date <= getvariable('as_of'));

COPY (
WITH held AS (
    SELECT policy_id, customer_id, cell, commission_rate
    FROM policies JOIN identities USING (party_id) JOIN cells USING (line, channel, branch)
    WHERE known_date <= getvariable('as_of')
), known_terms AS (
    SELECT term_id, policy_id, inception_date, expiry_date, written_premium, commission,
           CASE WHEN cancellation_known_date <= getvariable('as_of') THEN cancellation_date END AS cancelled,
           CASE WHEN cancellation_known_date <= getvariable('as_of') THEN return_premium END AS returned
    FROM terms WHERE known_date <= getvariable('as_of')
), spans AS (
    SELECT policy_id, inception_date AS begins, expiry_date, cancelled, TRUE AS is_cover, written_premium IS NOT NULL AS is_priced,
           cancelled IS NOT NULL AND returned IS NOT NULL AS is_settled,
           coalesce(round(written_premium::DOUBLE * 100)::BIGINT, 0) AS written,
           CASE WHEN cancelled IS NOT NULL THEN coalesce(round(returned::DOUBLE * 100)::BIGINT, 0) ELSE 0 END AS given_back,
           CASE WHEN written_premium IS NULL THEN 0 ELSE round(commission::DOUBLE * 100)::BIGINT END AS commission
    FROM known_terms WHERE inception_date <= getvariable('as_of')
    UNION ALL
    SELECT t.policy_id, e.effective_date, t.expiry_date, t.cancelled, FALSE, TRUE, t.cancelled IS NOT NULL AND t.returned IS NOT NULL,
           round(e.premium_change::DOUBLE * 100)::BIGINT, 0, round(e.commission_change::DOUBLE * 100)::BIGINT
    FROM endorsements e JOIN known_terms t USING (term_id)
    WHERE e.known_date <= getvariable('as_of') AND e.effective_date <= getvariable('as_of')
), ended AS (
    SELECT *, greatest(least(expiry_date, coalesce(cancelled, expiry_date)) - begins, 0) AS cover FROM spans
), measured AS (
    SELECT policy_id, begins, is_priced, written, commission, given_back,
           CASE WHEN is_settled THEN greatest(cover, 1) ELSE expiry_date - begins END AS days,
           least(CASE WHEN is_settled THEN greatest(cover, 1) ELSE cover END, getvariable('as_of') + 1 - begins) AS earned_days,
           CASE WHEN is_cover THEN least(cover, getvariable('as_of') + 1 - begins) ELSE 0 END AS covered_days
    FROM ended
), rated AS (
    SELECT customer_id, cell, begins, is_priced, written, given_back, days, earned_days, covered_days,
           coalesce(commission, sign(written) * ((2 * abs(written) * commission_rate + 1000000) // 2000000)) AS commission,
           sign(written) * ((2 * abs(written) * 150000 + 1000000) // 2000000) AS expenses
    FROM measured JOIN held USING (policy_id)
), yearly AS (
    SELECT customer_id, cell, begins, is_priced, written, days, earned_days, covered_days, written - given_back AS kept,
           CASE WHEN given_back = 0 THEN commission
                ELSE (2 * commission * (written - given_back) + written) // (2 * written) END AS commission,
           CASE WHEN given_back = 0 THEN expenses
                ELSE (2 * expenses * (written - given_back) + written) // (2 * written) END AS expenses,
           unnest(range(year(begins), year(begins + greatest(earned_days - 1, 0)::INTEGER) + 1)) AS year
    FROM rated
), cut AS (
    SELECT *, least(greatest(make_date(year, 1, 1) - begins, 0), earned_days) AS x,
              least(greatest(make_date(year + 1, 1, 1) - begins, 0), earned_days) AS y
    FROM yearly
), entries AS (
    SELECT customer_id, cell, year, least(y, covered_days) - least(x, covered_days) AS exposure_days,
           CASE WHEN year = year(begins) THEN written ELSE 0 END AS written_premium,
           sign(kept) * ((2 * abs(kept) * y + days) // (2 * days) - (2 * abs(kept) * x + days) // (2 * days)) AS earned_premium,
           sign(commission) * ((2 * abs(commission) * y + days) // (2 * days) - (2 * abs(commission) * x + days) // (2 * days)) AS commission,
           sign(expenses) * ((2 * abs(expenses) * y + days) // (2 * days) - (2 * abs(expenses) * x + days) // (2 * days)) AS expenses,
           CASE WHEN is_priced THEN 0 ELSE least(y, covered_days) - least(x, covered_days) END AS unpriced_exposure_days,
           0 AS claim_count, 0 AS incurred, 0 AS unpriced_incurred
    FROM cut
    UNION ALL
    SELECT customer_id, cell, year(occurred_date), 0, 0, 0, 0, 0, 0, claim_count, incurred,
           CASE WHEN unpriced.term_id IS NOT NULL OR unpriced_policies.policy_id IS NOT NULL THEN incurred ELSE 0 END
    FROM (
        SELECT policy_id, term_id, occurred_date, coalesce(claim_count, 1) AS claim_count,
               CASE WHEN valued_date <= getvariable('as_of')
                    THEN coalesce(round(paid::DOUBLE * 100)::BIGINT, 0) + coalesce(round(outstanding::DOUBLE * 100)::BIGINT, 0)
                    ELSE 0 END AS incurred
        FROM claims WHERE known_date <= getvariable('as_of')
    ) AS claimed
    JOIN held USING (policy_id)
    LEFT JOIN (SELECT term_id FROM known_terms WHERE written_premium IS NULL) AS unpriced USING (term_id)
    LEFT JOIN (
        SELECT policy_id FROM known_terms
        WHERE policy_id IN (SELECT policy_id FROM claims WHERE term_id IS NULL AND known_date <= getvariable('as_of'))
        GROUP BY policy_id HAVING count(written_premium) = 0
    ) AS unpriced_policies ON claimed.term_id IS NULL AND claimed.policy_id = unpriced_policies.policy_id
), sums AS (
    SELECT customer_id, cell, year, sum(exposure_days) AS exposure_days, sum(written_premium) AS written_premium,
           sum(earned_premium) AS earned_premium, sum(claim_count) AS claim_count, sum(incurred) AS incurred,
           sum(commission) AS commission, sum(expenses) AS expenses, sum(unpriced_exposure_days) AS unpriced_exposure_days,
           sum(unpriced_incurred) AS unpriced_incurred
    FROM entries GROUP BY customer_id, cell, year
)
SELECT customer_id, line, channel, branch, year::BIGINT AS year, exposure_days::BIGINT AS exposure_days,
       (written_premium / 100)::DECIMAL(18, 2) AS written_premium, (earned_premium / 100)::DECIMAL(18, 2) AS earned_premium,
       claim_count::BIGINT AS claim_count, (incurred / 100)::DECIMAL(18, 2) AS incurred,
       (commission / 100)::DECIMAL(18, 2) AS commission, (expenses / 100)::DECIMAL(18, 2) AS expenses,
       ((earned_premium - incurred + unpriced_incurred - commission - expenses) / 100)::DECIMAL(18, 2) AS result,
       unpriced_exposure_days::BIGINT AS unpriced_exposure_days, (unpriced_incurred / 100)::DECIMAL(18, 2) AS unpriced_incurred
FROM sums JOIN cells USING (cell)
) TO '{output}' (COMPRESSION zstd, ROW_GROUP_SIZE 122880);
