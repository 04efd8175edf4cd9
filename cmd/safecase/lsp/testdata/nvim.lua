-- Opens the case in Neovim with the server as its client and writes what
-- arrives: findings, a completion, a hover, quick fixes as the editor's own
-- menu offers them with what they make of the text, and the text after a rename.
local out = {}
local function say(s) table.insert(out, s) end
vim.cmd("edit " .. vim.env.CASE)
local buf = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = "safecase", cmd = { vim.env.SERVER }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(buf, id)
local function finding(code)
  for _, d in ipairs(vim.diagnostic.get(buf)) do
    if d.code == code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code == code) then return d end
  end
end
local function wait(code)
  if not vim.wait(10000, function() return finding(code) ~= nil end, 20) then say("no " .. code); return end
  local d = finding(code)
  say(string.format("%s at %d:%d %s", code, d.lnum, d.col, d.message))
end
local function ask(method, line, character, more)
  local params = { textDocument = { uri = vim.uri_from_bufnr(buf) }, position = { line = line, character = character } }
  for k, v in pairs(more or {}) do params[k] = v end
  local all = vim.lsp.buf_request_sync(buf, method, params, 10000)
  return all and all[id] and all[id].result
end
wait("unsupported")
vim.api.nvim_buf_set_lines(buf, 15, 16, false, { "    suported_by: [S1]" })
wait("unknown-key")
-- fix opens the menu of quick fixes on a line and takes the one that begins so.
local function fix(line, character, begins)
  vim.api.nvim_win_set_cursor(0, { line + 1, character })
  local before, done = vim.api.nvim_buf_get_changedtick(buf), false
  vim.ui.select = function(items, opts, choose)
    for i, item in ipairs(items) do
      local title = opts.format_item(item)
      say("offered: " .. title)
      if title:sub(1, #begins) == begins then choose(item, i) end
    end
    done = true
  end
  vim.lsp.buf.code_action()
  vim.wait(10000, function() return done end, 20)
  if vim.api.nvim_buf_get_changedtick(buf) == before then say("no fix " .. begins) end
end
fix(15, 6, "change to")
say(vim.api.nvim_buf_get_lines(buf, 15, 16, false)[1])
fix(22, 3, "mark C3")
say(table.concat(vim.api.nvim_buf_get_lines(buf, 22, 25, false), "\\n"))
local hover = ask("textDocument/hover", 17, 50)
say(hover and vim.split(hover.contents.value, "\n")[1] or "no hover")
local list = ask("textDocument/completion", 17, 49)
say("offered first: " .. list.items[1].label)
local edit = ask("textDocument/rename", 17, 50, { newName = "C20" })
if edit then vim.lsp.util.apply_workspace_edit(edit, "utf-16") else say("no rename") end
say(vim.api.nvim_buf_get_lines(buf, 17, 19, false)[1])
vim.fn.writefile(out, vim.env.OUT)
vim.cmd("qall!")
