import type { Satisfaction } from '../../../modules/hotline/schema.ts'

/** How people begin: most say what it is, some greet or say where they live. */
export const openings = [
  ...['', '', '', '您好，', '你好，', '我是{place}的居民，', '我住在{place}，', '麻烦问一下，', '反映一个情况：'],
  ...['我家在{road}附近，', '替家里老人说一件事，', '打扰了，'],
]

/** How people end who ask something. */
export const endingsOfQuestions = [
  ...['', '', '谢谢。', '麻烦您了。', '我{day+5}以前要用。', '我在外地上班，不方便跑。', '问了几个人说法都不一样。'],
  ...['网上查了没有看明白。', '是替家里人问的。', '如果要去窗口，请告诉我在哪里。'],
]

/** How people end who ask for something to be done. */
export const endings = [
  ...[
    '',
    '',
    '请派人来看看。',
    '这种情况有{4..25}天了。',
    '附近住了{20..90}多户人家。',
    '{day-2}也反映过。',
    '希望早点处理。',
  ],
  ...['我们白天都在家。', '晚上七点以后最明显。', '左邻右舍都有意见。', '我可以带路。', '照片可以发给你们。'],
]

/** What is noted of the first contact. */
export const contacted = [
  '已经电话联系来访人，约好一起到现场看',
  '电话里问清了地点和时间，第二天上门',
  '加了来访人的微信，请他发现场照片',
  '打过电话，来访人补充了两点情况',
  '当面见了来访人，记下了要求',
]

/** What is noted when closing is asked for. */
export const finished = [
  '问题已经解决，来访人当面认可。',
  '整改到位，复查两次没有反弹。',
  '已经答复并说明依据，来访人表示理解。',
  '现场处理完毕，照片留存。',
  '当事人已经履行，双方没有异议。',
]

/** What people say when they are rung. */
export const said: Record<Satisfaction, readonly string[]> = {
  1: ['处理得很快，谢谢！', '没想到当天就来人了。', '说到做到，满意。', '以前打过别的电话，这次最快。'],
  2: ['办好了，谢谢。', '解决了。', '态度好，讲得清楚。'],
  3: ['基本解决了，希望不要反弹。', '办是办了，就是慢了一点。', '再看一段时间。'],
  4: ['答复了，问题还在。', '只来看了一次，没有结果。'],
  5: ['没有人来看过就说办好了。', '推来推去，没有解决。'],
}

/** Why a unit gave an order back. */
export const returned = ['不属于我单位职责，按职责清单应由主管部门办理。', '经现场核实，地段不归我单位管养。']

/** Why the person was not satisfied. */
export const reopened = ['来访人说问题没有解决，要求重新办理', '又反弹了，来访人要求再去看']

/** What is told in the second round. */
export const again =
  '重新办理以后再次到现场，和您一起逐项核对，上次没有做到位的已经补做，并留下经办人的电话，一个月内再出现同样的问题随时来。'
