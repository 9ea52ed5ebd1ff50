/** Figures the portal shows, in groups; every other indicator has its page too, but stands in no list. */
export const publicFigures: readonly { title: string; ids: readonly string[] }[] = [
  {
    title: '主动公开',
    ids: [
      'disclosure.published',
      'disclosure.publishedAndWritten',
      'disclosure.publishedFullText',
      'disclosure.normativeIssued',
      'disclosure.normativeInForce',
      'disclosure.channel.gazette',
      'disclosure.channel.website',
      'disclosure.channel.microblog',
      'disclosure.channel.wechat',
      'disclosure.channel.other',
      'disclosure.visits',
    ],
  },
  {
    title: '回应解读',
    ids: [
      'disclosure.concernsAnswered',
      'disclosure.interpretations',
      'disclosure.interviews',
      'disclosure.pressConferences',
    ],
  },
  {
    title: '依申请公开',
    ids: ['requests.received', 'requests.closed', 'requests.closed.inTime', 'requests.fees', 'supervision.complaints'],
  },
  {
    title: '政务服务',
    ids: [
      'catalogue.items',
      'catalogue.onApplication',
      'catalogue.onlineRate',
      'catalogue.atMostOneTrip',
      'catalogue.immediate',
      'catalogue.nearby',
      'catalogue.inHall',
      'catalogue.certificatesCancelled',
      'catalogue.delegated',
      'catalogue.delegatedDaysReduction',
    ],
  },
  {
    title: '热线和信箱',
    ids: [
      'hotline.received',
      'hotline.byPhone',
      'hotline.letters',
      'hotline.replyRate',
      'hotline.completionRate',
      'hotline.satisfactionRate',
    ],
  },
  {
    title: '机构和保障',
    ids: [
      'organisations.disclosureOffices',
      'organisations.consultationSites',
      'organisations.staffFullTime',
      'organisations.staffPartTime',
      'organisations.funds',
      'organisations.trainings',
      'organisations.trained',
      'organisations.microblogs',
      'organisations.wechatAccounts',
    ],
  },
]
