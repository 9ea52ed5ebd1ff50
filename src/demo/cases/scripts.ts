import type { Channel } from '../../modules/cases/schema.ts'

/** What is done to a case of the last months, by whoever's turn it is; in the order of the file. */
export type Deed =
  | 'accept'
  | 'askSupplement'
  | 'supplement'
  | 'notAccept'
  | 'withdraw'
  | 'returnCase'
  | 'atOnce'
  | 'pass'
  | 'startSpecial'
  | 'endSpecial'
  | 'proposeExtension'
  | 'proposeApproval'
  | 'proposeRejection'
  | 'approve'
  | 'reject'
  | 'askFee'
  | 'pay'
  | 'issue'
  | 'post'
  | 'deliver'
  | 'archive'
  | 'write'
  | 'answer'

/** A case and its deeds, each so many working days ago. */
export type Script = {
  /** Words of the name of the item. */
  item: string
  who: 'citizen' | 'firm' | 'other'
  channel?: Exclude<Channel, 'post'>
  received: number
  deeds: readonly (readonly [ago: number, deed: Deed])[]
  /** Materials that are tolerated come later. */
  later?: true
  byPost?: true
}

/** Cases of the demonstration's citizen and firm: one in each state that an applicant may meet. */
export const own: readonly Script[] = [
  {
    item: '城乡居民最低生活保障给付',
    who: 'citizen',
    received: 6,
    deeds: [
      [5, 'accept'],
      [3, 'write'],
      [2, 'answer'],
    ],
  },
  { item: '临时救助给付', who: 'citizen', received: 4, later: true, deeds: [[3, 'accept']] },
  { item: '残疾人两项补贴给付', who: 'citizen', received: 5, deeds: [[3, 'askSupplement']] },
  { item: '户口迁移登记', who: 'citizen', received: 1, deeds: [[1, 'write']] },
  {
    item: '国有建设用地使用权及房屋所有权转移登记',
    who: 'citizen',
    received: 4,
    deeds: [
      [3, 'accept'],
      [2, 'askFee'],
    ],
  },
  {
    item: '临时占用城市道路审批',
    who: 'citizen',
    received: 9,
    byPost: true,
    deeds: [
      [8, 'accept'],
      [6, 'pass'],
      [4, 'approve'],
      [2, 'issue'],
      [1, 'post'],
    ],
  },
  {
    item: '食品经营许可',
    who: 'citizen',
    received: 12,
    deeds: [
      [11, 'accept'],
      [10, 'pass'],
      [8, 'approve'],
      [6, 'issue'],
    ],
  },
  {
    item: '八十周岁以上高龄津贴给付',
    who: 'citizen',
    received: 30,
    byPost: true,
    deeds: [
      [29, 'accept'],
      [27, 'pass'],
      [25, 'approve'],
      [24, 'issue'],
      [23, 'post'],
    ],
  },
  {
    item: '设置大型户外广告审批',
    who: 'citizen',
    received: 14,
    deeds: [
      [13, 'accept'],
      [11, 'pass'],
      [9, 'reject'],
    ],
  },
  {
    item: '临时救助给付',
    who: 'citizen',
    received: 14,
    later: true,
    deeds: [
      [13, 'accept'],
      [4, 'returnCase'],
    ],
  },
  {
    item: '设置大型户外广告审批',
    who: 'citizen',
    received: 6,
    deeds: [
      [5, 'accept'],
      [4, 'startSpecial'],
    ],
  },
  { item: '公司设立登记', who: 'citizen', received: 16, deeds: [[15, 'withdraw']] },
  {
    item: '灵活就业人员企业职工基本养老保险参保登记',
    who: 'citizen',
    received: 20,
    deeds: [
      [20, 'atOnce'],
      [19, 'deliver'],
      [10, 'archive'],
    ],
  },
  {
    item: '设置大型户外广告审批',
    who: 'firm',
    received: 5,
    deeds: [
      [4, 'accept'],
      [3, 'startSpecial'],
    ],
  },
  {
    item: '建筑工程施工许可证核发',
    who: 'firm',
    received: 5,
    deeds: [
      [4, 'accept'],
      [2, 'pass'],
      [1, 'proposeApproval'],
    ],
  },
  {
    item: '临时占用城市绿地审批',
    who: 'firm',
    received: 6,
    deeds: [
      [5, 'accept'],
      [1, 'proposeExtension'],
    ],
  },
  {
    item: '建设工程规划许可证核发',
    who: 'firm',
    received: 7,
    deeds: [
      [6, 'accept'],
      [5, 'startSpecial'],
      [2, 'endSpecial'],
    ],
  },
  {
    item: '食品经营许可',
    who: 'firm',
    received: 3,
    deeds: [
      [2, 'askSupplement'],
      [1, 'supplement'],
    ],
  },
  { item: '公司设立登记', who: 'firm', received: 18, deeds: [[17, 'withdraw']] },
]

/** What lies with the town and the village of the demonstration, which decide some of it themselves. */
export const near: readonly Script[] = [
  { item: '八十周岁以上高龄津贴给付', who: 'other', channel: 'village', received: 2, deeds: [] },
  {
    item: '八十周岁以上高龄津贴给付',
    who: 'other',
    channel: 'village',
    received: 5,
    deeds: [
      [4, 'accept'],
      [3, 'pass'],
    ],
  },
  {
    item: '八十周岁以上高龄津贴给付',
    who: 'other',
    channel: 'village',
    received: 12,
    deeds: [
      [11, 'accept'],
      [9, 'pass'],
      [8, 'approve'],
      [7, 'issue'],
    ],
  },
  { item: '临时救助给付', who: 'other', channel: 'village', received: 3, deeds: [[2, 'accept']] },
  {
    item: '临时救助给付',
    who: 'other',
    channel: 'town',
    received: 9,
    deeds: [
      [8, 'accept'],
      [6, 'pass'],
      [4, 'approve'],
    ],
  },
  { item: '残疾人两项补贴给付', who: 'other', channel: 'town', received: 2, deeds: [] },
  { item: '城乡居民最低生活保障给付', who: 'other', channel: 'town', received: 4, deeds: [[3, 'accept']] },
]

type Plot = Omit<Script, 'item' | 'who'>

/**
 * What a case may be at today, as the promised days of its item have it: every state and every light.
 * @param promised - working days; 0: decided on the spot
 */
export function plots(promised: number): readonly Plot[] {
  if (promised === 0)
    return [
      { received: 1, deeds: [] },
      {
        received: 2,
        channel: 'window',
        deeds: [
          [2, 'atOnce'],
          [2, 'deliver'],
        ],
      },
      { received: 3, deeds: [[2, 'atOnce']] },
    ]
  const p = Math.max(2, promised)
  return [
    { received: 1, deeds: [] },
    { received: 4, deeds: [] },
    { received: 3, deeds: [[2, 'accept']] },
    { received: p, deeds: [[p - 1, 'accept']] },
    {
      received: p + 4,
      deeds: [
        [p + 3, 'accept'],
        [p + 1, 'pass'],
      ],
    },
    {
      received: 3,
      channel: 'window',
      deeds: [
        [3, 'accept'],
        [1, 'pass'],
      ],
    },
    {
      received: 4,
      deeds: [
        [3, 'accept'],
        [2, 'pass'],
        [1, 'proposeApproval'],
      ],
    },
    {
      received: 6,
      deeds: [
        [5, 'accept'],
        [4, 'pass'],
        [3, 'approve'],
      ],
    },
    {
      received: 7,
      channel: 'window',
      deeds: [
        [7, 'accept'],
        [5, 'pass'],
        [3, 'approve'],
        [2, 'issue'],
      ],
    },
    {
      received: 8,
      byPost: true,
      deeds: [
        [7, 'accept'],
        [5, 'pass'],
        [3, 'approve'],
        [2, 'issue'],
        [1, 'post'],
      ],
    },
    { received: 4, deeds: [[3, 'askSupplement']] },
    { received: p + 9, deeds: [[p + 8, 'accept']] },
    { received: 4, later: true, deeds: [[3, 'accept']] },
    {
      received: 4,
      deeds: [
        [3, 'accept'],
        [2, 'pass'],
        [1, 'proposeRejection'],
      ],
    },
    { received: 8, deeds: [] },
    { received: 3, deeds: [[2, 'notAccept']] },
  ]
}
