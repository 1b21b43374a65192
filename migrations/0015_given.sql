-- Who gave the access to somebody who was not asked first; none once they have said that they saw it.
ALTER TABLE collaborator ADD COLUMN given_by UUID;
