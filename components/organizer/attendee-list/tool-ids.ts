/** Ids of what the shortcuts and the controls in other places of the page refer to. */
export const toolIds = {
  form: "list-query",
  search: "list-search",
  filter: "list-filter",
  filterButton: "list-filter-button",
  columns: "list-columns",
  columnsButton: "list-columns-button",
  bulk: "list-bulk",
  drawer: "list-drawer",
}
