/** An emergency number, the words that call for it, and what the operator says. */
const emergencies = [
  {
    number: '119',
    words: ['着火', '起火', '失火', '火灾', '冒浓烟', '燃气泄漏', '煤气泄漏', '煤气味', '燃气味', '被困'],
    say: '请您先离开危险的地方，马上挂断，拨打 119。',
  },
  {
    number: '120',
    words: ['晕倒', '昏迷', '大出血', '心脏病', '喘不过气', '食物中毒', '喝了农药', '摔伤', '快要生了'],
    say: '请您马上挂断，拨打 120，说清楚地点，留一个人在路口接。',
  },
  {
    number: '110',
    words: ['打架', '抢劫', '被抢', '行凶', '持刀', '杀人', '轻生', '自杀', '跳楼', '走失', '拐走', '家暴', '入室盗窃'],
    say: '请您先到安全的地方，马上挂断，拨打 110。',
  },
] as const

/** What to say to a caller whose words speak of an emergency; nothing where they do not. */
export const emergenciesIn = (text: string): { number: string; hit: string; say: string }[] =>
  emergencies.flatMap(({ number, words, say }) => {
    const hit = words.find((word) => text.includes(word))
    return hit ? [{ number, hit, say }] : []
  })
