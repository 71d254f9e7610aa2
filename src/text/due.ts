/** One word for what is late, and one number: working days, wherever it is said (the group, the digest, a page, a paper). */
export const sayLate = (workingDays: number): string => `逾期${workingDays}个工作日`
export const sayLeft = (workingDays: number): string => `还剩${workingDays}个工作日`
