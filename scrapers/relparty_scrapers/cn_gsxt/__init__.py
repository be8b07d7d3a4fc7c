"""国家企业信用信息公示系统: what the office or a bidder saved of it by hand. No program ever asks it."""
