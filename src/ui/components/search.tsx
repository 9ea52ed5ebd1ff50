import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { Hidden } from './text-fields.tsx'

/** The search. Large, it is the first thing on the front page. */
export function Search({
  action = '/search',
  value = '',
  name = 'q',
  label = '搜索',
  place = label,
  placeholder = '搜政策、文件、机构和办事事项',
  size = 'plain',
  hotWords = [],
  keep = {},
}: {
  action?: string
  value?: string
  name?: string
  label?: string
  /** What tells it from another search of the page, to those who go from landmark to landmark. */
  place?: string
  placeholder?: string
  size?: 'plain' | 'large'
  /** Words offered under it. */
  hotWords?: readonly string[]
  /** What else stands in the address and is to stay there. */
  keep?: Readonly<Record<string, string>>
}) {
  const id = useId()
  return (
    <search class={`search search-${size}`} aria-label={place}>
      <form method="get" action={action}>
        <label class="sr-only" for={id}>
          {placeholder}
        </label>
        <input
          id={id}
          class="search-input"
          type="search"
          name={name}
          value={value}
          placeholder={placeholder}
          maxlength={100}
        />
        {Object.entries(keep).map(([k, v]) => (
          <Hidden key={k} name={k} value={v} />
        ))}
        <button type="submit" class="btn btn-primary">
          <Icon name="search" size={20} />
          {label}
        </button>
      </form>
      {hotWords.length > 0 && (
        <p class="hot">
          <span>大家在搜</span>
          {hotWords.map((w) => (
            <a key={w} href={`${action}?${name}=${encodeURIComponent(w)}`}>
              {w}
            </a>
          ))}
        </p>
      )}
    </search>
  )
}
