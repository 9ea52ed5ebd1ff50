import type { Level } from '../../modules/ratings/schema.ts'

/** What people say, by level; nobody is named. */
export const said: Record<Level, readonly string[]> = {
  1: [
    '网上提交，第三天就寄到家了，没想到这么快。',
    '窗口的人把要带的东西写在纸上给我，一次就办成了。',
    '老人不会用手机，工作人员帮着一步一步填好。',
    '在村里就办好了，不用再跑市里。',
    '电话里问得很清楚，去了十分钟就办完。',
  ],
  2: ['办得挺顺利。', '比说的时间早了两天。', '材料少了，方便多了。', '态度好。'],
  3: ['拍照上传总是提示太大，试了几次。', '指南里没写要复印几份。', '等了四十多分钟，办倒是很快。', '短信来得有点晚。'],
  4: [
    '说好八天，第十一天才办好，也没有人打电话。',
    '第一次去没说要带户口本，又跑了一趟。',
    '网上状态一直不变，打电话也说不清。',
  ],
  5: ['来了三趟，每趟说的都不一样。', '让我去指定的复印店，十块钱一份。'],
}

/** How bad ratings of the year were put right. */
export const putRight: readonly string[] = [
  '核实以后向办事人作了说明，在窗口贴出了要带材料的清单，收件时逐项核对。',
  '办件在科室之间转递耽误了两天，已经改为当天转递，超过一天自动提醒。',
  '网上办理状态没有及时更新，已经修好，并安排专人每天核对一次。',
  '对经办人作了提醒，重新培训了“一次告知”，由值班长抽查。',
  '指南漏写了复印件的份数，已经补上，并核对了同类的指南。',
]

/** The bad ratings of the last weeks, and how far each has come. */
export const living = [
  { level: 4, daysAgo: 1, upTo: 'opened', reasons: ['bad.late'], words: '说好八天，第十一天才办好，也没有人打电话。' },
  {
    level: 5,
    daysAgo: 3,
    upTo: 'signed',
    reasons: ['bad.passed', 'bad.manyTrips'],
    words: '来了三趟，每趟说的都不一样。',
  },
  { level: 4, daysAgo: 5, upTo: 'replied', reasons: ['bad.notOnce'], words: '第一次去没说要带户口本，又跑了一趟。' },
  { level: 4, daysAgo: 11, upTo: 'opened', reasons: ['bad.system'], words: '网上状态一直不变，打电话也说不清。' },
  { level: 4, daysAgo: 14, upTo: 'closed', reasons: ['bad.waiting'], words: '窗口排了一个半小时，只开了一个口。' },
  { level: 5, daysAgo: 12, upTo: 'closed', reasons: ['bad.manner'], words: '问了两句就不耐烦。' },
  { level: 5, daysAgo: 4, upTo: 'appealed', reasons: ['bad.manner'], words: '都是混饭吃的。' },
  { level: 4, daysAgo: 9, upTo: 'excluded', reasons: [], words: '公交车站怎么又改了。' },
] as const
