-- The regulation of 2005 was repealed when 《信访工作条例》 came into force on 2022-05-01; its article 30 says the same.
comment on column work_orders.confidential is 'Whether who it came from is kept from the units that handle it. 《信访工作条例》第三十条; until 2022-04-30 《信访条例》第二十三条';
