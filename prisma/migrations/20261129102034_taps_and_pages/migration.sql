-- Why: what is to be said in a village without a bot stands on the page of the head's phone until somebody has carried it into the group: no sender may take it

-- AlterEnum
ALTER TYPE "OutboxStatus" ADD VALUE 'onPage';
