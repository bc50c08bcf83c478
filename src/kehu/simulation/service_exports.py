"""What the service system exports: its own party records, contacts, services, answers and referrals.

Reads a block; gives Arrow tables of texts by file. It dates without separators and numbers parties its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kehu.simulation import parties, staff
from kehu.simulation.blocks import Block
from kehu.simulation.columns import Ints
from kehu.simulation.contacts import MEDIA, TOPICS
from kehu.simulation.headings import SERVICE_FOLDER
from kehu.simulation.records import SERVICE, record_of
from kehu.simulation.terms import HELD_OUT, NO_SERVICE
from kehu.simulation.texts import amounts, dates, join, only, padded, pick
from kehu.simulation.world import World

KINDS = ["", "安全驾驶提醒与检测", "居家隐患检查", "健康讲座", "防灾防损查勘", "用工安全培训", "场所安全查勘"]
NUMBERS_A_BLOCK = 1_000_000


@dataclass(frozen=True)
class ServiceExport:
    """The service system's view of a block."""

    world: World
    block: Block

    def tables(self) -> Iterator[tuple[str, pa.Table]]:
        """Every file of the system: its path below the exports, and its rows."""
        files = {
            "客户档案": self._parties(),
            "接触记录": self._contacts(),
            "服务记录": self._services(),
            "满意度回访": self._surveys(),
            "转介绍": self._referrals(),
        }
        for file, columns in files.items():
            yield f"{SERVICE_FOLDER}/{file}.csv", pa.table(columns)

    def _parties(self) -> dict[str, pa.Array]:
        block, customers = self.block, self.block.customers
        place = np.flatnonzero(block.records.system == SERVICE)
        records = block.records.take(place)
        company = customers.is_company[records.customer]
        return {
            "会员号": block.keys.records.take(pa.array(place)),
            "客户性质": pick(["自然人", "法人"], company.astype(np.int64)),
            "客户名称": parties.names_of(block.texts, records),
            "证件号": parties.identities_of(block.texts, records, customers),
            "生日": self._dates(parties.births_of(records, customers)),
            "电话": parties.phones_of(block.texts, records, customers),
            "通讯地址": parties.addresses_of(block.texts, records),
            "首次接触": self._dates(records.known),
            "建档日": self._dates(records.known),
        }

    def _contacts(self) -> dict[str, pa.Array]:
        contacts = self.block.contacts
        chosen = contacts.take(contacts.day < self.world.cutoff)
        return {
            "接触号": self._numbers("JC", len(chosen)),
            **self._whose(chosen.term),
            "经办人": staff.producer_keys(self.block.customers.producer[self.block.term_customers[chosen.term]]),
            "方式": pick(list(MEDIA), chosen.medium),
            "方向": pick(["呼出", "呼入"], chosen.is_inward.astype(np.int64)),
            "主题": pick(list(TOPICS), chosen.topic),
            "日期": self._dates(chosen.day),
        }

    def _services(self) -> dict[str, pa.Array]:
        terms = self.block.history.terms
        place = np.flatnonzero((terms.service != NO_SERVICE) & (terms.service_day < self.world.cutoff))
        chosen = terms.take(place)
        held_out = chosen.service == HELD_OUT
        return {
            "服务号": self._numbers("FW", len(place)),
            **self._whose(place),
            "服务项目": pick(KINDS, self.block.term_lines[place]),
            "服务日期": self._dates(chosen.service_day),
            "费用": only(~held_out, amounts(chosen.service_cost)),
            "对照组": pick(["否", "是"], held_out.astype(np.int64)),
        }

    def _surveys(self) -> dict[str, pa.Array]:
        surveys = self.block.surveys
        chosen = surveys.take(surveys.day < self.world.cutoff)
        return {
            "问卷号": self._numbers("MY", len(chosen)),
            **self._whose(chosen.term),
            "事件": pick(["续保", "理赔"], chosen.is_about_claim.astype(np.int64)),
            "推荐意愿": pa.array(chosen.score).cast(pa.string()),
            "回访日期": self._dates(chosen.day),
        }

    def _referrals(self) -> dict[str, pa.Array]:
        referrals = self.block.referrals
        return {
            "转介号": self._numbers("ZJ", len(referrals)),
            "介绍人": self._records(referrals.customer),
            "被介绍人": self._records(referrals.referred),
            "转介日期": self._dates(referrals.day),
        }

    def _whose(self, term: Ints) -> dict[str, pa.Array]:
        """The party and the policy of a term."""
        policy = self.block.history.terms.policy[term]
        return {
            "会员号": self._records(self.block.policies.customer[policy]),
            "关联保单": self.block.keys.policies.take(pa.array(policy)),
        }

    def _records(self, customer: Ints) -> pa.Array:
        record = record_of(self.block.records, system=SERVICE, customer=customer)
        return self.block.keys.records.take(pa.array(record))

    def _numbers(self, prefix: str, rows: int) -> pa.Array:
        numbers = self.block.number * NUMBERS_A_BLOCK + np.arange(1, rows + 1)
        return join(pick([prefix], numbers * 0), padded(numbers, 10))

    def _dates(self, days: Ints) -> pa.Array:
        return dates(days, style="compact")
