-- The data of senders and runs. H2 keeps a text in its row, and each change of the row writes it again. A CLOB lies beside
-- the row; PostgreSQL keeps every long text so. Up to 16,384 bytes stay in the row, which is faster to read (ADR 0034).
${only_on_h2} set max_length_inplace_lob 16384;
${only_on_h2} alter table run alter column state_values set data type clob;
${only_on_h2} alter table run alter column runtime set data type clob;
${only_on_h2} alter table run alter column output set data type clob;
${only_on_h2} alter table run alter column states set data type clob;
${only_on_h2} alter table run alter column problem set data type clob;
${only_on_h2} alter table step alter column input set data type clob;
${only_on_h2} alter table step alter column output set data type clob;
${only_on_h2} alter table step alter column error set data type clob;
${only_on_h2} alter table request alter column data set data type clob;
${only_on_h2} alter table request alter column results set data type clob;
${only_on_h2} alter table request alter column body set data type clob;
${only_on_h2} alter table refused_delivery alter column request set data type clob;
${only_on_h2} alter table refused_delivery alter column content set data type clob;
