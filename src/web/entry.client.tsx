/** Pages are not hydrated (decisions/0007): the browser receives no program from the router. */
export {}
